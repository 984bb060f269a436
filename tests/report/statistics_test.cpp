#include "mpietl/report/statistics.hpp"

#include <cmath>
#include <string>
#include <vector>

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

TEST_CASE("estimates are held against the time of all threads") {
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

TEST_CASE("output counts what is done") {
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

TEST_CASE("the files of a run are not those that earlier runs did") {
  report::Report run;
  run.files = {file_of(0, 0, 0, 1), file_of(0, 0, 0, 2), file_of(0, 0, 0, 3)};
  run.summary.run = run.files[1].run = 2;
  CHECK(report::files_of_run(run) == std::vector<const Record*>{&run.files[1]});
  CHECK(report::all_files(run.files).size() == 3);
}

TEST_CASE("slowest files come in order, without those that were not worked on") {
  std::vector<Record> files{file_of(0, 0, 0, 1), file_of(0, 0, 0, 3), file_of(0, 0, 0, 2),
                            file_of(0, 0, 0, mpietl::not_measured), file_of(0, 0, 0, 9)};
  files[4].status = Status::skipped;
  const auto slowest = report::slowest(report::all_files(files), 2);
  REQUIRE(slowest.size() == 2);
  CHECK(slowest[0] == &files[1]);
  CHECK(slowest[1] == &files[2]);
  CHECK(report::slowest(report::all_files(files), 10).size() == 3);
}
