#include "mpietl/report/analysis/statistics.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using mpietl::Record;
using mpietl::Status;
using mpietl::report::count_totals;
using mpietl::report::range_of;
using mpietl::report::rows_of;
using mpietl::report::Summary;

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

TEST_CASE("a spread is by nearest rank") {
  std::vector<double> values;
  for (int i = 100; i >= 1; --i) values.push_back(i);
  const auto spread = report::spread_of(values);
  CHECK(spread.median == 50.0);
  CHECK(spread.p95 == 95.0);
  CHECK(spread.p99 == 99.0);
  CHECK(spread.max == 100.0);
}

TEST_CASE("a spread passes over what was not measured") {
  const auto one = report::spread_of({mpietl::not_measured, 3.0});
  CHECK(one.median == 3.0);
  CHECK(one.max == 3.0);
  CHECK(std::isnan(report::spread_of({}).median));
}

TEST_CASE("estimates are compared with the time of all threads") {
  std::vector<Record> files{file_of(1, 1, 1, 4), file_of(4, 2, 2, 5), file_of(1, 0, 0, 1),
                            file_of(1, 0, 0, 1), file_of(1, 0, 0, 1)};
  files[0].estimated_seconds = 2.0;   // half of 4
  files[1].estimated_seconds = 24.0;  // three times the 8 of its stages
  files[2].estimated_seconds = 1.0;
  files[3].status = Status::failed;
  files[3].estimated_seconds = 99.0;
  const auto [factor, ratio_of_sums] = report::estimate_error(report::all_files(files));
  CHECK(factor.median == 2.0);
  CHECK(factor.p95 == 3.0);
  CHECK(ratio_of_sums == 27.0 / 13.0);
  CHECK(std::isnan(report::estimate_error({}).factor.median));
}

TEST_CASE("the output counts only done files") {
  std::vector<Record> files(2, file_of(1, 1, 1, 3));
  for (auto& file : files) {
    file.frames = 44100;
    file.channels = 2;
    file.sample_rate = 44100;
    file.bytes_in = 10;
  }
  files[1].status = Status::failed;
  const auto output = report::output_of(report::all_files(files));
  CHECK(output.files == 1.0);
  CHECK(output.bytes_in == 10.0);
  CHECK(output.bytes_out == 0.0);
  CHECK(output.audio_seconds == 1.0);
  CHECK(output.samples == 88200.0);
}

TEST_CASE("the files of a run exclude those of earlier runs") {
  report::Report run;
  run.files = {file_of(0, 0, 0, 1), file_of(0, 0, 0, 2), file_of(0, 0, 0, 3)};
  run.summary.run = run.files[1].run = 2;
  CHECK(report::files_of_run(run) == std::vector<const Record*>{&run.files[1]});
  CHECK(report::all_files(run.files).size() == 3);
}

TEST_CASE("the slowest files are in order, without skipped files") {
  std::vector<Record> files{file_of(0, 0, 0, 1), file_of(0, 0, 0, 3), file_of(0, 0, 0, 2),
                            file_of(0, 0, 0, mpietl::not_measured), file_of(0, 0, 0, 9)};
  files[4].status = Status::skipped;
  const auto slowest = report::slowest(report::all_files(files), 2);
  REQUIRE(slowest.size() == 2);
  CHECK(slowest[0] == &files[1]);
  CHECK(slowest[1] == &files[2]);
  CHECK(report::slowest(report::all_files(files), 10).size() == 3);
}

TEST_CASE("a range has median, minimum and maximum") {
  const auto odd = range_of({3.0, 1.0, 2.5});
  CHECK(odd.median == 2.5);
  CHECK(odd.min == 1.0);
  CHECK(odd.max == 3.0);
  CHECK(range_of({4.0, 1.0, 2.0, 100.0}).median == 3.0);
  CHECK(range_of({mpietl::not_measured, 7.0}).min == 7.0);
  CHECK(std::isnan(range_of({}).median));
}

TEST_CASE("the work phase is the one of that name, or the whole run") {
  report::Report run;
  run.summary.wall_seconds = 9.0;
  CHECK(report::work_phase(run).end == 9.0);
  run.phases = {{"listing", 0.0, 1.0}, {"work", 1.0, 5.0}};
  CHECK(report::work_phase(run).start == 1.0);
  CHECK(report::work_phase(run).end == 5.0);
}

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

TEST_CASE("the time of a file in its stages is the sum of the measured times") {
  CHECK(report::stage_seconds(file_of(1, mpietl::not_measured, 3, 9)) == 4.0);
}

TEST_CASE("quality counts samples of done files") {
  std::vector<Record> files(4);
  for (auto& file : files) {
    file.status = Status::done;
    file.frames = 50;
    file.channels = 2;
    file.clipped = 3;
    file.silent = 50;
  }
  files[1].silent = 51;
  files[1].not_finite = 7;
  files[2].clipped = -1;
  files[2].saturated = 0;
  files[3].status = Status::failed;
  const auto quality = report::quality_of(report::all_files(files));
  CHECK(quality.samples == 300.0);
  CHECK(quality.clipped.samples == 6.0);
  CHECK(quality.clipped.files == 2);
  CHECK(quality.saturated.files == 0);
  CHECK(quality.not_finite.samples == 7.0);
  CHECK(quality.silent.files == 3);
  CHECK(quality.mostly_silent_files == 1);
}

TEST_CASE("totals count every status, and the bytes of what is done") {
  std::vector<Record> files(6);
  files[0].status = files[1].status = files[2].status = Status::done;
  files[3].status = Status::failed;
  files[0].bytes_in = 100;
  files[1].bytes_in = 20;
  files[0].bytes_out = 7;
  files[3].bytes_in = 1000;
  Summary summary;
  count_totals(rows_of(files), summary);
  CHECK(summary.items == 6);
  CHECK(summary.done == 3);
  CHECK(summary.failed == 1);
  CHECK(summary.skipped == 2);
  CHECK(summary.bytes_in == 120);
  CHECK(summary.bytes_out == 7);
}

TEST_CASE("totals replace the values of the summary") {
  Summary summary;
  summary.items = summary.done = summary.bytes_in = 9;
  count_totals({}, summary);
  CHECK(summary.items == 0);
  CHECK(summary.done == 0);
  CHECK(summary.bytes_in == 0);
}

TEST_CASE("totals stop at the largest number") {
  std::vector<Record> files(2);
  for (auto& file : files) {
    file.status = Status::done;
    file.bytes_in = std::numeric_limits<std::int64_t>::max();
  }
  Summary summary;
  count_totals(rows_of(files), summary);
  CHECK(summary.bytes_in == std::numeric_limits<std::int64_t>::max());
}
