#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/report/runs.hpp"

namespace mpietl::report {

/// The middle (between the two middle ones of an even number), the least and the largest of a few
/// values; NaN where there is none.
struct Range {
  double median = std::numeric_limits<double>::quiet_NaN();
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// The range of the finite ones of `values`.
Range range_of(std::vector<double> values);

/// What the repetitions of one configuration show.
struct Scaling {
  std::string configuration;
  std::int64_t ranks = 0;
  std::int64_t threads = 0;  ///< of a rank
  std::string schedule;
  std::optional<std::int64_t> chunk;
  std::size_t repetitions = 0;
  Range work_seconds;       ///< of the work phase
  Range speedup;            ///< time of the first configuration / its time, in the same repetition
  double efficiency = 0.0;  ///< median speed-up / how many times its threads are those of the first
  double imbalance = 0.0;   ///< median of the busiest rank's busy time / the mean of all ranks
};

/// One for each configuration, in the order of their first runs. Where the first one is serial,
/// efficiency is speed-up / (ranks x threads).
std::vector<Scaling> scaling_of(const Runs& runs);

}  // namespace mpietl::report
