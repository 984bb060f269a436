#include "mpietl/report/slowness.hpp"

#include <cmath>

#include "support/catch.hpp"

using mpietl::RankRecord;
using mpietl::Record;
using mpietl::Status;

namespace report = mpietl::report;

namespace {

/// A file of 100 bytes that took 1 s in each stage and was estimated so.
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

TEST_CASE("a wrong estimate is told") {
  Record file = typical_file();
  for (const auto& [name, seconds] : report::stage_columns) take(file, seconds, 1.2);
  file.estimated_seconds = file.total_seconds / 3.0;
  CHECK(explained(file).why == "3.0 × estimate");
}

TEST_CASE("a file of which nothing is known has no reason") {
  Record file;
  file.status = Status::failed;
  file.total_seconds = 99.0;
  const auto slow = explained(file);
  CHECK(std::isnan(slow.size_by_typical));
  CHECK(slow.why == "no single cause");
}
