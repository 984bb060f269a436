#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/report/analysis/efficiency.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// What the ranks of one host had and did, together.
struct Host {
  std::string name;
  std::set<int> cpus;  ///< that they might use; none: not known
  std::int64_t ranks = 0;
  std::int64_t threads = 0;
  std::int64_t threads_at_once = 0;  ///< fewer where reports of runs one after the other are joined
  double items = 0.0;
  double bytes = 0.0;
  double busy_seconds = 0.0;
  double clock_error_seconds = 0.0;  ///< the largest

  /// Bytes that a busy thread got through in a second; NaN where none was busy.
  [[nodiscard]] double speed() const;

  [[nodiscard]] bool is_overloaded() const;
};

/// Adds the processors of a list such as "0-3,8".
void add_cpus(std::string_view list, std::set<int>& cpus);

/// The hosts of ranks, in the order of their first ones.
std::vector<Host> hosts_of(std::span<const RankRecord> ranks);

/// Sets the threads of each host that worked at the same time, of joined runs: a rank works from
/// the first of its lanes to the last.
void count_threads_at_once(std::span<const RankRecord> ranks, std::span<const Lane> lanes,
                           std::vector<Host>& hosts);

/// Bytes that a busy thread of a rank got through in a second; NaN where none was busy.
double speed_of(const RankRecord& rank);

/// The middle of the speeds of ranks, and of hosts; NaN where there is none.
double median_speed(std::span<const RankRecord> ranks);
double median_speed(std::span<const Host> hosts);

/// The slowest of several by speed.
template <class Row>
struct Slowest {
  const Row* row = nullptr;  ///< none where fewer than two have a speed
  double speed = std::numeric_limits<double>::quiet_NaN();      ///< bytes / busy thread second
  double by_median = std::numeric_limits<double>::quiet_NaN();  ///< its speed / that of the middle
};

/// Point into `ranks` and `hosts`.
Slowest<RankRecord> slowest_of(std::span<const RankRecord> ranks);
Slowest<Host> slowest_of(std::span<const Host> hosts);

}  // namespace mpietl::report
