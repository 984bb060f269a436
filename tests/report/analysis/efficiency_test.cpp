#include "mpietl/report/analysis/efficiency.hpp"

#include <cmath>

#include "mpietl/report/analysis/hosts.hpp"
#include "support/catch.hpp"

using mpietl::RankRecord;
using mpietl::Record;
using mpietl::Status;
using mpietl::report::Phase;

namespace report = mpietl::report;

namespace {

Record file_of(std::int32_t rank, std::int32_t thread, double start, double seconds) {
  Record file;
  file.status = Status::done;
  file.rank = rank;
  file.thread = thread;
  file.start = start;
  file.total_seconds = seconds;
  return file;
}

/// Two ranks of two threads in a work phase from 1 s to 11 s; thread 1 of rank 1 gets nothing.
///
///   0/0  1.5–4.5  5–9     start 0.5  between 0.5  tail 2
///   0/1  2–10             start 1                 tail 1
///   1/0  1–2  2–3         start 0    between 0    tail 8
///   1/1                                           unused 10
std::vector<Record> known_files() {
  return {file_of(0, 0, 5.0, 4.0), file_of(0, 0, 1.5, 3.0), file_of(0, 1, 2.0, 8.0),
          file_of(1, 0, 1.0, 1.0), file_of(1, 0, 2.0, 1.0)};
}

const Phase work{"work", 1.0, 11.0};

RankRecord rank_of(double busy_seconds, std::int32_t threads) {
  RankRecord rank;
  rank.busy_seconds = busy_seconds;
  rank.threads = threads;
  return rank;
}

RankRecord rank_on(const std::string& host, const std::string& cpus) {
  RankRecord rank;
  rank.host = host;
  rank.cpus = cpus;
  rank.threads = 2;
  rank.items = 3;
  rank.bytes = 100;
  rank.busy_seconds = 4.0;
  return rank;
}

}  // namespace

TEST_CASE("lanes are the threads that owned files, in order") {
  const auto files = known_files();
  const auto lanes = report::lanes_of(report::all_files(files));
  REQUIRE(lanes.size() == 3);
  CHECK(lanes[0].first_start == 1.5);
  CHECK(lanes[0].last_end == 9.0);
  CHECK(lanes[0].busy_seconds == 7.0);
  CHECK(lanes[0].gap_seconds() == 0.5);
  CHECK(lanes[2].rank == 1);
  CHECK(lanes[2].gap_seconds() == 0.0);
}

TEST_CASE("rows without thread or time are on no lane") {
  std::vector<Record> files(5, file_of(0, 0, 0.0, 1.0));
  files[0].status = Status::skipped;
  files[1].rank = -1;
  files[2].thread = -1;
  files[3].start = mpietl::not_measured;
  files[4].total_seconds = mpietl::not_measured;
  CHECK(report::lanes_of(report::all_files(files)).empty());
}

TEST_CASE("idle seconds are at the start, between files, at the end and on unused threads") {
  const auto files = known_files();
  const auto list = report::all_files(files);
  const auto idle = report::idle_of(list, report::lanes_of(list), 4.0, work);
  CHECK(idle.thread_seconds == 40.0);
  CHECK(idle.start == 1.5);
  CHECK(idle.between == 0.5);
  CHECK(idle.tail == 11.0);
  CHECK(idle.unused == 10.0);
  CHECK(idle.helping == 0.0);
  CHECK(idle.total() == 23.0);  // 40 less the 17 of the files
}

TEST_CASE("threads that helped with the files of others were not idle") {
  auto files = known_files();
  files[2].read_seconds = 1.0;
  files[2].transform_seconds = 10.0;
  files[2].write_seconds = 3.0;  // 14 s of threads in 8 s
  const auto list = report::all_files(files);
  const auto idle = report::idle_of(list, report::lanes_of(list), 4.0, work);
  CHECK(idle.helping == 6.0);
  CHECK(idle.total() == 17.0);
}

TEST_CASE("stages longer than their file only by rounding do not count as help") {
  auto files = known_files();
  files[2].read_seconds = 8.0 + 1e-9;
  files[2].transform_seconds = files[2].write_seconds = 0.0;
  const auto list = report::all_files(files);
  CHECK(report::idle_of(list, report::lanes_of(list), 4.0, work).helping == 0.0);
}

TEST_CASE("the bound is even work or the longest file") {
  const auto files = known_files();
  auto makespan = report::makespan_of(report::all_files(files), 4.0, 10.0);
  CHECK(makespan.even_seconds == 17.0 / 4.0);
  CHECK(makespan.longest_seconds == 8.0);
  CHECK(makespan.bound_seconds() == 8.0);
  CHECK(makespan.by_bound() == 1.25);
  makespan = report::makespan_of(report::all_files(files), 1.0, 20.0);
  CHECK(makespan.bound_seconds() == 17.0);
  CHECK(std::isnan(report::makespan_of({}, 4.0, 10.0).by_bound()));
}

TEST_CASE("the efficiency of ranks is their balance by what the busiest one lost") {
  // Useful: 4 s and 2 s of each thread, in a phase of 5 s.
  const std::vector ranks{rank_of(8.0, 2), rank_of(4.0, 2)};
  const auto efficiency = report::efficiency_of(ranks, 5.0);
  CHECK(efficiency.mean_useful_seconds == 3.0);
  CHECK(efficiency.max_useful_seconds == 4.0);
  CHECK(efficiency.load_balance == 0.75);
  CHECK(efficiency.communication == 0.8);
  CHECK(efficiency.parallel == Approx(0.6));  // 12 of 20 thread seconds
}

TEST_CASE("ranks with more threads count more") {
  const std::vector ranks{rank_of(9.0, 3), rank_of(1.0, 1)};
  const auto efficiency = report::efficiency_of(ranks, 5.0);
  CHECK(efficiency.load_balance == Approx(2.5 / 3.0));
  CHECK(efficiency.parallel == Approx(10.0 / 20.0));
}

TEST_CASE("ranks that were never busy have no efficiency") {
  CHECK(std::isnan(report::efficiency_of({}, 1.0).parallel));
  CHECK(std::isnan(report::efficiency_of(std::vector{rank_of(0.0, 1)}, 1.0).load_balance));
  CHECK(std::isnan(report::efficiency_of(std::vector{rank_of(1.0, 1)}, 0.0).communication));
  CHECK(report::efficiency_of(std::vector{rank_of(1.0, 1)}, 0.0).load_balance == 1.0);
}

TEST_CASE("the balance of threads counts those without a file") {
  const std::vector ranks{rank_of(0.0, 2), rank_of(0.0, 2)};
  const std::vector<report::Lane> lanes{
      {0, 0, 0.0, 4.0, 4.0}, {0, 1, 0.0, 2.0, 2.0}, {1, 0, 0.0, 2.0, 2.0}};
  CHECK(report::thread_balance(ranks, lanes) == 0.5);
  CHECK(std::isnan(report::thread_balance(ranks, {})));
}

TEST_CASE("a host has the values of its ranks, and each CPU once") {
  std::vector<RankRecord> ranks{rank_on("b", "0-1"), rank_on("a", "0-3,8"), rank_on("b", "1,2")};
  ranks[2].clock_error_seconds = 0.25;
  const auto hosts = report::hosts_of(ranks);
  REQUIRE(hosts.size() == 2);
  CHECK(hosts[0].name == "b");
  CHECK(hosts[0].ranks == 2);
  CHECK(hosts[0].threads == 4);
  CHECK(hosts[0].cpus == std::set{0, 1, 2});
  CHECK(hosts[0].items == 6.0);
  CHECK(hosts[0].speed() == 25.0);
  CHECK(hosts[0].clock_error_seconds == 0.25);
  CHECK(hosts[0].is_overloaded());
  CHECK(hosts[1].cpus == std::set{0, 1, 2, 3, 8});
  CHECK_FALSE(hosts[1].is_overloaded());
}

TEST_CASE("a host without CPUs or times is not an extreme") {
  auto idle = rank_on("a", "");
  idle.busy_seconds = 0.0;
  const auto hosts = report::hosts_of(std::vector{idle});
  CHECK_FALSE(hosts[0].is_overloaded());
  CHECK(std::isnan(hosts[0].speed()));
}
