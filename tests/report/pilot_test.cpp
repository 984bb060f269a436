#include "mpietl/report/pilot.hpp"

#include <limits>

#include "sample_reports.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::report;

TEST_CASE("a pilot holds what its done files cost", "[report]") {
  const auto report = test::plausible_report(200, 4);
  const auto pilot = pilot_of(report);
  CHECK(pilot.items == 200);
  REQUIRE(pilot.files.size() == 198);
  const auto& [extension, bytes, seconds] = pilot.files[3];
  CHECK(extension == ".wav");
  CHECK(bytes == report.files[3].bytes_in);
  CHECK(seconds == Approx(report.files[3].total_seconds));
  CHECK(pilot.serial_seconds == Approx(0.2 + 0.05 + 0.05));
  CHECK(pilot.threads_per_rank == 2);
  CHECK(pilot.cpus_per_node == 8);
}

TEST_CASE("a file that threads shared cost what they spent together", "[report]") {
  auto report = test::plausible_report(1, 1);
  auto& file = report.files[0];
  file.total_seconds = 1.0;
  file.open_seconds = file.close_seconds = 0.0;
  file.read_seconds = file.transform_seconds = file.write_seconds = 2.0;
  report.ranks[0].busy_seconds = 6.0;
  CHECK(pilot_of(report).files[0].thread_seconds == 6.0);
}

TEST_CASE("threads that wait for each other cost what their ranks were busy", "[report]") {
  auto report = test::plausible_report(1, 1);
  auto& file = report.files[0];
  file.total_seconds = 1.0;
  file.read_seconds = file.transform_seconds = file.write_seconds = 0.2;
  report.ranks[0].busy_seconds = 1.5;
  CHECK(pilot_of(report).files[0].thread_seconds == Approx(1.5));
  report.summary.threads_per_rank = 1;
  CHECK(pilot_of(report).files[0].thread_seconds == 1.0);
}

TEST_CASE("files of earlier runs cost what they did, and are not what ranks were busy with") {
  auto report = test::plausible_report(2, 1);
  for (auto& file : report.files) {
    file.total_seconds = 1.0;
    file.read_seconds = file.transform_seconds = file.write_seconds = 0.2;
  }
  report.summary.run = report.files[1].run = 2;
  report.ranks[0].busy_seconds = 1.5;
  REQUIRE(pilot_of(report).files.size() == 2);
  CHECK(pilot_of(report).files[0].thread_seconds == Approx(1.5));
}

TEST_CASE("what a report does not know does no harm", "[report]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto report = test::random_report(seed, 50);
    report.files[0].status = Status::done;
    for (const auto& file : pilot_of(report).files) {
      CHECK(file.bytes >= 0);
      CHECK(file.thread_seconds >= 0.0);
      CHECK(file.thread_seconds <= std::numeric_limits<double>::max());
    }
    CHECK(pilot_of(report).serial_seconds >= 0.0);
    CHECK(pilot_of(report).threads_per_rank >= 1);
    CHECK(pilot_of(report).cpus_per_node >= 1);
  }
}

TEST_CASE("a report without done files tells of none", "[report]") {
  auto report = test::plausible_report(10, 2);
  for (auto& file : report.files) file.status = Status::failed;
  CHECK(pilot_of(report).files.empty());
  CHECK(pilot_of(Report{}).files.empty());
}
