#include <algorithm>
#include <cmath>

#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

/// Steps of a curve: more than these are noise to the eye.
constexpr std::size_t most_steps = 200;

/// Sums over each step of time.
struct Sums {
  explicit Sums(std::size_t steps) : bytes_in(steps), bytes_out(steps), file_seconds(steps) {}

  std::vector<double> bytes_in;
  std::vector<double> bytes_out;
  std::vector<double> file_seconds;
};

/// Adds each step's part of the time of a file; all of one that took no time to the step of it.
void spread(const Record& file, double step, Sums& sums) {
  const auto at = [&](double time) {
    return std::min(static_cast<std::size_t>(time / step), sums.file_seconds.size() - 1);
  };
  const double end = file.start + file.total_seconds;
  const double bytes_in = std::max(0.0, static_cast<double>(file.bytes_in));
  const double bytes_out = std::max(0.0, static_cast<double>(file.bytes_out));
  const bool has_amount = file.status == Status::done;
  for (std::size_t i = at(file.start); i <= at(end); ++i) {
    const double low = std::max(file.start, step * static_cast<double>(i));
    const double high = std::min(end, step * static_cast<double>(i + 1));
    const double seconds = std::max(0.0, high - low);
    const double part = file.total_seconds > 0.0 ? seconds / file.total_seconds : 1.0;
    sums.file_seconds[i] += seconds;
    if (!has_amount) continue;
    sums.bytes_in[i] += part * bytes_in;
    sums.bytes_out[i] += part * bytes_out;
  }
}

Json scaled(const std::vector<double>& sums, double factor) {
  Json values = Json::array();
  for (const double sum : sums) values.push_back(rounded(sum * factor));
  return values;
}

}  // namespace

Json throughput_of(const ShownRun& run) {
  constexpr double megabyte = 1e6;
  if (run.worked.empty() || !(run.end > 0.0)) return nullptr;
  const std::size_t steps = std::min(most_steps, run.limits.bins);
  const double step = run.end / static_cast<double>(steps);
  Sums sums(steps);
  for (const Record* const file : run.worked) spread(*file, step, sums);
  return {{"step_seconds", rounded(step)},
          {"megabytes_in", scaled(sums.bytes_in, 1.0 / (megabyte * step))},
          {"megabytes_out", scaled(sums.bytes_out, 1.0 / (megabyte * step))},
          {"in_work", scaled(sums.file_seconds, 1.0 / step)}};
}

}  // namespace mpietl::view::html
