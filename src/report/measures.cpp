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

Phase work_phase(const Overview& run) {
  for (const Phase& phase : run.phases) {
    const double seconds = phase.end - phase.start;
    if (phase.phase == "work" && std::isfinite(seconds) && seconds > 0.0) return phase;
  }
  return {"work", 0.0, run.summary.wall_seconds};
}

double work_seconds(const Overview& run) {
  const Phase work = work_phase(run);
  return work.end - work.start;
}

std::int64_t host_count(const Summary& summary) {
  return summary.hosts.empty() ? 0 : 1 + std::ranges::count(summary.hosts, ',');
}

}  // namespace mpietl::report
