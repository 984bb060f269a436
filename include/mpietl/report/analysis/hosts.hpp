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

/// Sums over the ranks of one host.
struct Host {
  std::string name;
  std::set<int> cpus;  ///< processors that they may use; empty: not known
  std::int64_t ranks = 0;
  std::int64_t threads = 0;
  std::int64_t threads_at_once =
      0;  ///< at the same time; less than `threads` if joined runs did not overlap
  double items = 0.0;
  double bytes = 0.0;
  double busy_seconds = 0.0;
  double clock_error_seconds = 0.0;  ///< maximum over its ranks

  /// Input bytes per busy second of a thread; NaN if no thread was busy.
  [[nodiscard]] double speed() const;

  [[nodiscard]] bool is_overloaded() const;
};

/// Adds the processors of a list such as "0-3,8".
void add_cpus(std::string_view list, std::set<int>& cpus);

/// The hosts of ranks, in the order of their first ranks.
std::vector<Host> hosts_of(std::span<const RankRecord> ranks);

/// For joined runs: sets the number of threads that worked on each host at the same time. A rank
/// works from the start of its first file to the end of its last.
void count_threads_at_once(std::span<const RankRecord> ranks, std::span<const Lane> lanes,
                           std::vector<Host>& hosts);

/// Input bytes per busy second of a thread of a rank; NaN if no thread was busy.
double speed_of(const RankRecord& rank);

/// The median speed of ranks, and of hosts; NaN if no speed is known.
double median_speed(std::span<const RankRecord> ranks);
double median_speed(std::span<const Host> hosts);

/// The slowest of several ranks or hosts.
template <class Row>
struct Slowest {
  const Row* row = nullptr;                                 ///< null if fewer than two have a speed
  double speed = std::numeric_limits<double>::quiet_NaN();  ///< bytes / busy thread second
  double by_median = std::numeric_limits<double>::quiet_NaN();  ///< its speed / the median
};

/// The results point into `ranks` and `hosts`.
Slowest<RankRecord> slowest_of(std::span<const RankRecord> ranks);
Slowest<Host> slowest_of(std::span<const Host> hosts);

}  // namespace mpietl::report
