#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/hosts.hpp"

namespace mpietl::report {

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
