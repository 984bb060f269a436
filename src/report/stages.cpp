#include "mpietl/report/stages.hpp"

#include <algorithm>

#include "mpietl/report/known.hpp"

namespace mpietl::report {

namespace {

constexpr std::size_t stage_count = stage_columns.size() + 2;

/// Seconds of a file in each stage, in the order of stages_of().
std::array<double, stage_count> seconds_in_stages(const Record& file) {
  std::array<double, stage_count> seconds{};
  for (std::size_t i = 0; i < stage_columns.size(); ++i)
    seconds[i] = file.*stage_columns[i].seconds;
  seconds[stage_columns.size()] = std::max(0.0, file.total_seconds - stage_seconds(file));
  seconds.back() = busy_seconds(file);
  return seconds;
}

}  // namespace

double stage_seconds(const Record& file) {
  double sum = 0.0;
  for (const StageColumn& column : stage_columns) sum += finite(file.*column.seconds);
  return sum;
}

std::vector<Stage> stages_of(FileList files) {
  std::vector<Stage> stages;
  for (const StageColumn& column : stage_columns) stages.push_back({column.name, 0.0, {}});
  stages.push_back({"other", 0.0, {}});
  stages.push_back({"total", 0.0, {}});
  // One look at each of maybe a million rows, which do not fit into a cache.
  std::array<std::vector<double>, stage_count> done;
  for (auto& values : done) values.reserve(files.size());
  for (const Record* const file : files) {
    if (file->status == Status::skipped) continue;
    const auto seconds = seconds_in_stages(*file);
    for (std::size_t i = 0; i < stage_count; ++i) {
      stages[i].seconds += finite(seconds[i]);
      if (file->status == Status::done) done[i].push_back(seconds[i]);
    }
    if (file->status == Status::done) done.back().back() = file->total_seconds;
  }
  for (std::size_t i = 0; i < stage_count; ++i) stages[i].per_file = spread_of(std::move(done[i]));
  return stages;
}

}  // namespace mpietl::report
