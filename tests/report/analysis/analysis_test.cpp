#include "mpietl/report/analysis/analysis.hpp"

#include <cmath>
#include <limits>

#include "mpietl/report/analysis/pilot.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"

using mpietl::RankRecord;
using mpietl::Record;
using mpietl::Status;

namespace report = mpietl::report;

namespace {

/// A file of 100 bytes that took the estimated 1 s in each stage.
Record typical_file() {
  Record file;
  file.status = Status::done;
  file.rank = 0;
  file.bytes_in = 100;
  for (const auto& [name, seconds] : report::stage_columns) file.*seconds = 1.0;
  file.total_seconds = file.estimated_seconds = report::stage_columns.size();
  return file;
}

void take(Record& file, double Record::*stage, double seconds) {
  file.total_seconds += seconds - file.*stage;
  file.estimated_seconds = file.total_seconds;
  file.*stage = seconds;
}

RankRecord rank_of(std::int32_t number, const std::string& host, double busy_seconds) {
  RankRecord rank;
  rank.rank = number;
  rank.host = host;
  rank.threads = 1;
  rank.bytes = 1000;
  rank.busy_seconds = busy_seconds;
  return rank;
}

report::SlowFile explained(const Record& slow, const std::vector<RankRecord>& ranks = {}) {
  std::vector<Record> files(9, typical_file());
  files.push_back(slow);
  const auto list = report::all_files(files);
  const auto typical = report::typical_of(report::stages_of(list), {100.0});
  auto told = report::explain_slowest(list, 1, typical, ranks, {1});
  REQUIRE(told.size() == 1);
  told.front().file = &slow;
  return told.front();
}

}  // namespace

TEST_CASE("an analysis agrees with what the ranks measured") {
  const auto run = report::test::plausible_report(1000, 4);
  const report::Analysis analysis(run);
  double busy = 0.0;
  double idle = 0.0;
  for (const auto& rank : run.ranks) {
    busy += rank.busy_seconds;
    idle += rank.idle_seconds;
  }
  CHECK(analysis.counts.items == 1000);
  CHECK(analysis.counts.done == 990);
  CHECK(analysis.counts.failed == 10);
  CHECK(analysis.threads == 8.0);
  CHECK(analysis.idle.total() == Approx(idle));
  CHECK(analysis.efficiency.parallel == Approx(busy / analysis.idle.thread_seconds));
  CHECK(analysis.makespan.even_seconds == Approx(busy / 8.0));
  CHECK(analysis.efficiency.thread_load_balance.value() <= analysis.efficiency.load_balance);
  CHECK(analysis.slowest.size() == 10);
  CHECK(analysis.failed.size() == 1);
  CHECK(analysis.skipped.empty());
  CHECK(analysis.slowest_rank.row != nullptr);
  CHECK(analysis.slowest_host.row == nullptr);
}

TEST_CASE("counts are of all runs of a job, times of the last") {
  const auto run = report::test::resumed_report(1000, 400, 2);
  const report::Analysis analysis(run);
  CHECK(analysis.counts.done == 990);
  CHECK(analysis.counts.done_earlier == 396);
  CHECK(analysis.output.files == 594.0);
}

TEST_CASE("a report of anything can be analysed") {
  const report::Report nothing;
  const report::Analysis empty(nothing);
  CHECK(std::isnan(empty.efficiency.parallel));
  CHECK(empty.idle.total() == 0.0);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto run = report::test::random_report(seed, 50);
    const report::Analysis analysis(run);
    CHECK(analysis.counts.items == 50);
  }
}

TEST_CASE("a large file is slow for its size") {
  Record file = typical_file();
  file.bytes_in = 1400;
  for (const auto& [name, seconds] : report::stage_columns) take(file, seconds, 14.0);
  const auto slow = explained(file);
  CHECK(slow.seconds_by_typical == 14.0);
  CHECK(slow.size_by_typical == 14.0);
  CHECK(slow.why == "14 × size");
}

TEST_CASE("the stage that lost most time is named") {
  Record file = typical_file();
  take(file, &Record::write_seconds, 9.0);
  CHECK(explained(file).why == "write 9.0 × usual");
  file.bytes_in = 200;
  take(file, &Record::transform_seconds, 2.0);
  CHECK(explained(file).why == "2.0 × size; write 4.5 × usual");
}

TEST_CASE("a slow rank and a slow host are named") {
  Record file = typical_file();
  for (const auto& [name, seconds] : report::stage_columns) take(file, seconds, 1.1);
  file.rank = 2;
  const std::vector same_host{rank_of(0, "a", 1), rank_of(1, "a", 1), rank_of(2, "a", 2)};
  CHECK(explained(file, same_host).why == "rank 2 at 50% of the speed");
  const std::vector hosts{rank_of(0, "a", 1), rank_of(1, "b", 1), rank_of(2, "c", 4)};
  CHECK(explained(file, hosts).why == "c at 25% of the speed");
  CHECK(explained(file, hosts).host == "c");
  file.run = 7;
  CHECK(explained(file, hosts).why == "no single cause");
}

TEST_CASE("a wrong estimate is named") {
  Record file = typical_file();
  for (const auto& [name, seconds] : report::stage_columns) take(file, seconds, 1.2);
  file.estimated_seconds = file.total_seconds / 3.0;
  CHECK(explained(file).why == "3.0 × estimate");
}

TEST_CASE("a file without values has no reason") {
  Record file;
  file.status = Status::failed;
  file.total_seconds = 99.0;
  const auto slow = explained(file);
  CHECK(std::isnan(slow.size_by_typical));
  CHECK(slow.why == "no single cause");
}

TEST_CASE("a pilot holds what its done files cost") {
  const auto run = report::test::plausible_report(200, 4);
  const auto pilot = report::pilot_of(run);
  CHECK(pilot.items == 200);
  REQUIRE(pilot.files.size() == 198);
  const auto& [extension, bytes, seconds] = pilot.files[3];
  CHECK(extension == ".wav");
  CHECK(bytes == run.files[3].bytes_in);
  CHECK(seconds == Approx(run.files[3].total_seconds));
  CHECK(pilot.serial_seconds == Approx(0.2 + 0.05 + 0.05));
  CHECK(pilot.threads_per_rank == 2);
  CHECK(pilot.cpus_per_node == 8);
}

TEST_CASE("a file that threads shared cost what they spent together") {
  auto run = report::test::plausible_report(1, 1);
  auto& file = run.files[0];
  file.total_seconds = 1.0;
  file.open_seconds = file.close_seconds = 0.0;
  file.read_seconds = file.transform_seconds = file.write_seconds = 2.0;
  run.ranks[0].busy_seconds = 6.0;
  CHECK(report::pilot_of(run).files[0].thread_seconds == 6.0);
}

TEST_CASE("threads that wait for each other cost what their ranks were busy") {
  auto run = report::test::plausible_report(1, 1);
  auto& file = run.files[0];
  file.total_seconds = 1.0;
  file.read_seconds = file.transform_seconds = file.write_seconds = 0.2;
  run.ranks[0].busy_seconds = 1.5;
  CHECK(report::pilot_of(run).files[0].thread_seconds == Approx(1.5));
  run.summary.threads_per_rank = 1;
  CHECK(report::pilot_of(run).files[0].thread_seconds == 1.0);
}

TEST_CASE("files of earlier runs cost what they did, and are not what ranks were busy with") {
  auto run = report::test::plausible_report(2, 1);
  for (auto& file : run.files) {
    file.total_seconds = 1.0;
    file.read_seconds = file.transform_seconds = file.write_seconds = 0.2;
  }
  run.summary.run = run.files[1].run = 2;
  run.ranks[0].busy_seconds = 1.5;
  REQUIRE(report::pilot_of(run).files.size() == 2);
  CHECK(report::pilot_of(run).files[0].thread_seconds == Approx(1.5));
}

TEST_CASE("missing values do no harm") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto run = report::test::random_report(seed, 50);
    run.files[0].status = Status::done;
    for (const auto& file : report::pilot_of(run).files) {
      CHECK(file.bytes >= 0);
      CHECK(file.thread_seconds >= 0.0);
      CHECK(file.thread_seconds <= std::numeric_limits<double>::max());
    }
    CHECK(report::pilot_of(run).serial_seconds >= 0.0);
    CHECK(report::pilot_of(run).threads_per_rank >= 1);
    CHECK(report::pilot_of(run).cpus_per_node >= 1);
  }
}

TEST_CASE("a report without done files has no pilot values") {
  auto run = report::test::plausible_report(10, 2);
  for (auto& file : run.files) file.status = Status::failed;
  CHECK(report::pilot_of(run).files.empty());
  CHECK(report::pilot_of(report::Report{}).files.empty());
}
