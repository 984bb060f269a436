#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "mpietl/report/report.hpp"

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

/// The work phase; the whole run where that is not known.
Phase work_phase(const Overview& run);

/// Length of the work phase; of the whole run where that is not known.
double work_seconds(const Overview& run);

/// How many hosts a run had; 0: not known.
std::int64_t host_count(const Summary& summary);

}  // namespace mpietl::report
