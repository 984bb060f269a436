#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// What the ranks of one host had and did, together.
struct Host {
  std::string name;
  std::set<int> cpus;  ///< that they might use; none: not known
  std::int64_t ranks = 0;
  std::int64_t threads = 0;
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

}  // namespace mpietl::report
