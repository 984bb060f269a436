#include "mpietl/report/stages.hpp"

#include <algorithm>

#include "report/known.hpp"

namespace mpietl::report {

namespace {

double other_seconds(const Record& file) {
  return std::max(0.0, file.total_seconds - stage_seconds(file));
}

template <class Seconds>
Stage stage_of(const char* name, FileList files, const Seconds& seconds_of) {
  Stage stage{name, 0.0, {}};
  std::vector<double> done;
  done.reserve(files.size());
  for (const Record* const file : files) {
    if (file->status == Status::skipped) continue;
    const double seconds = seconds_of(*file);
    stage.seconds += finite(seconds);
    if (file->status == Status::done) done.push_back(seconds);
  }
  stage.per_file = spread_of(std::move(done));
  return stage;
}

}  // namespace

double stage_seconds(const Record& file) {
  double sum = 0.0;
  for (const StageColumn& column : stage_columns) sum += finite(file.*column.seconds);
  return sum;
}

std::vector<Stage> stages_of(FileList files) {
  std::vector<Stage> stages;
  for (const auto& [name, seconds] : stage_columns) {
    stages.push_back(stage_of(name, files, [&](const Record& file) { return file.*seconds; }));
  }
  stages.push_back(stage_of("other", files, other_seconds));
  stages.push_back(stage_of("total", files, [](const Record& file) { return file.total_seconds; }));
  return stages;
}

}  // namespace mpietl::report
