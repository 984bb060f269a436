#include "mpietl/report/stages.hpp"

#include "support/catch.hpp"

using mpietl::Record;
using mpietl::Status;

namespace report = mpietl::report;

namespace {

Record file_of(double read, double transform, double write, double total) {
  Record file;
  file.status = Status::done;
  file.read_seconds = read;
  file.transform_seconds = transform;
  file.write_seconds = write;
  file.total_seconds = total;
  return file;
}

const report::Stage& stage_named(const std::vector<report::Stage>& stages, std::string_view name) {
  for (const auto& stage : stages) {
    if (stage.name == name) return stage;
  }
  throw std::runtime_error("no such stage");
}

}  // namespace

TEST_CASE("stages add up to the total, without the skipped files") {
  std::vector<Record> files{file_of(1, 2, 3, 7), file_of(2, 2, 2, 6), file_of(9, 9, 9, 99)};
  files[1].status = Status::failed;
  files[2].status = Status::skipped;
  const auto stages = report::stages_of(report::all_files(files));
  std::vector<std::string> names;
  for (const auto& stage : stages) names.emplace_back(stage.name);
  CHECK(names == std::vector<std::string>{"open", "read", "transform", "write", "close", "waiting",
                                          "other", "total"});
  CHECK(stage_named(stages, "read").seconds == 3.0);
  CHECK(stage_named(stages, "other").seconds == 1.0);
  CHECK(stages.back().seconds == 13.0);
  CHECK(stages.back().per_file.max == 7.0);
}

TEST_CASE("stages of a file that threads shared add up to the time of all of them") {
  std::vector<Record> files{file_of(2, 3, 2, 5)};
  files[0].open_seconds = files[0].close_seconds = 0.5;
  files[0].wait_seconds = 1.0;
  const auto stages = report::stages_of(report::all_files(files));
  double sum = 0.0;
  for (const auto& stage : stages) sum += stage.seconds;
  CHECK(stages.back().seconds == 9.0);
  CHECK(sum == 2 * 9.0);
  CHECK(stages.back().per_file.max == 5.0);
  CHECK(mpietl::thread_seconds(files[0]) == 8.0);
}

TEST_CASE("what a file has in its stages is the sum of what was measured") {
  CHECK(report::stage_seconds(file_of(1, mpietl::not_measured, 3, 9)) == 4.0);
}
