#include "mpietl/report/makespan.hpp"

#include <cmath>

#include "support/catch.hpp"

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

TEST_CASE("rows that tell no thread or no time are on no lane") {
  std::vector<Record> files(5, file_of(0, 0, 0.0, 1.0));
  files[0].status = Status::skipped;
  files[1].rank = -1;
  files[2].thread = -1;
  files[3].start = mpietl::not_measured;
  files[4].total_seconds = mpietl::not_measured;
  CHECK(report::lanes_of(report::all_files(files)).empty());
}

TEST_CASE("idle seconds arise at the start, between files, at the end and where no file came") {
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

TEST_CASE("stages that are longer than their file by rounding only are no help") {
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
