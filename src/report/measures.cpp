#include "mpietl/report/measures.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mpietl::report {

Range range_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  const double below = values.size() % 2 == 0 ? values[middle - 1] : values[middle];
  return {below + (values[middle] - below) / 2.0, values.front(), values.back()};
}

double work_seconds(const Overview& run) {
  for (const Phase& phase : run.phases) {
    const double seconds = phase.end - phase.start;
    if (phase.phase == "work" && std::isfinite(seconds) && seconds > 0.0) return seconds;
  }
  return run.summary.wall_seconds;
}

}  // namespace mpietl::report
