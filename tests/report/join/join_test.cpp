#include "mpietl/report/join/join.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "mpietl/core/error.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using report::Part;
using report::Report;
using test::contains;

namespace {

constexpr std::size_t list_items = 30;
constexpr double noon = 1714564800.0;

/// The report of shard `number` of 3: every third file, on 2 ranks, begun an hour after the last.
Part shard_of(std::int64_t number, std::size_t ranks = 2) {
  Part part{std::to_string(number) + ".h5", report::test::plausible_report(list_items, ranks)};
  auto& run = part.report;
  std::erase_if(run.files, [&](const Record& file) { return file.index % 3 != number - 1; });
  auto& summary = run.summary;
  summary.shard = std::to_string(number) + "/3";
  summary.created = "2024-05-01T1" + std::to_string(number) + ":00:00Z";
  summary.started_unix_seconds = noon + 3600.0 * static_cast<double>(number);
  summary.command_line = "mpietl run --shard " + summary.shard;
  summary.hosts = "login,n" + std::to_string(number);
  summary.environment["SLURM_JOB_ID"] = std::to_string(number);
  count_totals(report::rows_of(run.files), summary);
  return part;
}

std::vector<Part> all_shards() { return {shard_of(3), shard_of(1), shard_of(2, 4)}; }

/// The report after writing and reading.
Report stored(const report::Joined& joined) {
  const test::TemporaryFolder folder;
  report::write(folder / "all.h5", joined.overview, joined.files);
  return report::read(folder / "all.h5");
}

/// Checks that the parts are refused for `reason`, with a message that names `told`.
void check_refused(const std::vector<Part>& parts, Reason reason,
                   std::initializer_list<const char*> told) {
  try {
    report::join(parts);
    FAIL("joined");
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.reason() == reason);
    for (const auto* const part : told) CHECK(contains(error.what(), part));
  }
}

}  // namespace

TEST_CASE("paths of several folders are absolute", "[join]") {
  auto parts = all_shards();
  CHECK(stored(report::join(parts)).summary.working_directory == "/home/user");
  parts[1].report.summary.working_directory = "/elsewhere";
  parts[1].report.files[0].output = "/there/a.wav";
  const auto whole = report::test::plausible_report(list_items, 2);
  const auto all = stored(report::join(parts));
  CHECK(all.summary.working_directory.empty());
  CHECK(all.files[0].path == "/elsewhere/" + whole.files[0].path);
  CHECK(all.files[0].output == "/there/a.wav");
  CHECK(all.files[1].path == "/home/user/" + whole.files[1].path);
}

TEST_CASE("the shards of a list together are the list", "[join]") {
  const auto parts = all_shards();
  const auto all = stored(report::join(parts));
  const auto whole = report::test::plausible_report(list_items, 2);
  REQUIRE(all.files.size() == list_items);
  for (std::size_t i = 0; i < list_items; ++i) {
    CHECK(all.files[i].index == static_cast<std::int64_t>(i));
    CHECK(all.files[i].digest == whole.files[i].digest);
    CHECK(all.files[i].path == whole.files[i].path);
  }
  const auto& summary = all.summary;
  CHECK(summary.status == "complete");
  CHECK(summary.reason.empty());
  CHECK(summary.shard.empty());
  CHECK(summary.joined == 3);
  CHECK(summary.items == whole.summary.items);
  CHECK(summary.bytes_in == whole.summary.bytes_in);
  CHECK(summary.list_items == 30);
  CHECK(summary.list_digest == whole.summary.list_digest);
  CHECK(summary.files_left_out == 3);
  CHECK(summary.hosts == "login,n3,n1,n2");
  CHECK(summary.environment == std::map<std::string, std::string>{{"OMP_NUM_THREADS", "2"}});
  CHECK(summary.ranks == 8);
  CHECK(summary.mpi_library == "Open MPI 4.1.4");
}

TEST_CASE("joined runs, ranks and times are renumbered", "[join]") {
  const auto parts = all_shards();
  const auto all = stored(report::join(parts));
  CHECK(all.summary.created == "2024-05-01T11:00:00Z");
  CHECK(all.summary.started_unix_seconds == noon + 3600.0);
  REQUIRE(all.history.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(all.history[i].run == static_cast<std::int32_t>(i) + 1);
    CHECK(all.history[i].command_line == "mpietl run --shard " + std::to_string(i + 1) + "/3");
    CHECK(all.history[i].on_clock == 1);
  }
  CHECK(all.history[0].done + all.history[1].done + all.history[2].done == all.summary.done);
  for (const auto& file : all.files) CHECK(file.run == file.index % 3 + 1);
  for (std::size_t i = 0; i < 8; ++i) CHECK(all.ranks[i].rank == static_cast<std::int32_t>(i));
  const auto& second = shard_of(2, 4).report;
  CHECK(all.files[1].rank == second.files[0].rank + 4);
  CHECK(all.files[1].start == second.files[0].start + 3600.0);
  CHECK(all.phases.front().phase == "listing");
  CHECK(all.phases.front().start == 0.0);
  CHECK(all.phases.back().end == shard_of(3).report.phases.back().end + 7200.0);
  CHECK(all.summary.wall_seconds == shard_of(3).report.summary.wall_seconds + 7200.0);
}

TEST_CASE("the runs before the last one of a part stay on their own clock", "[join]") {
  auto resumed = shard_of(1);
  auto& run = resumed.report;
  run.summary.run = 2;
  for (auto& file : run.files) file.run = file.index == 0 ? 1 : 2;
  auto& before = run.history.emplace_back();
  before.created = "2024-05-01T10:00:00Z";
  const std::vector<Part> parts{shard_of(2), shard_of(3), resumed};
  const auto all = stored(report::join(parts));
  REQUIRE(all.history.size() == 4);
  CHECK(all.history[0].on_clock == 0);
  CHECK(all.history[0].done == 1);
  CHECK(all.files[0].run == 1);
  CHECK(all.files[0].start == run.files[0].start);
  CHECK(all.files[3].run == 2);
  CHECK(report::runs_on_clock(all) == std::set<std::int32_t>{2, 3, 4});
}

TEST_CASE("missing shards are named, and can be joined later", "[join]") {
  const std::vector<Part> two{shard_of(3), shard_of(1)};
  auto some = stored(report::join(two));
  CHECK(some.summary.status == "partial");
  CHECK(contains(some.summary.reason, "2/3"));
  CHECK(some.files.size() == 20);
  CHECK(some.files[1].index == 2);
  const std::vector<Part> one{shard_of(3)};
  const auto missing = report::join(one).overview.summary.reason;
  for (const auto* const shard : {"1/3", "2/3"}) CHECK(contains(missing, shard));

  const std::vector<Part> rest{{"some.h5", some}, shard_of(2)};
  const auto all = stored(report::join(rest));
  CHECK(all.summary.status == "complete");
  CHECK(all.summary.joined == 3);
  CHECK(all.files.size() == list_items);
  CHECK(report::runs_on_clock(all).size() == 3);
  const std::vector<Part> again{{"some.h5", some}};
  CHECK(contains(report::join(again).overview.summary.reason, "10"));
}

TEST_CASE("a part that stopped early makes the whole partial", "[join]") {
  auto parts = all_shards();
  parts[1].report.summary.status = "partial";
  parts[1].report.summary.reason = "SIGTERM";
  parts[1].report.summary.skipped = 1;
  const auto summary = report::join(parts).overview.summary;
  CHECK(summary.status == "partial");
  for (const auto* const told : {"1.h5", "SIGTERM"}) CHECK(contains(summary.reason, told));
}

TEST_CASE("shards that do not fit together are refused", "[join]") {
  const auto parts = all_shards();
  const auto check_broken = [&](auto change, Reason reason,
                                std::initializer_list<const char*> told) {
    auto copy = parts;
    change(copy);
    check_refused(copy, reason, told);
  };
  CHECK_NOTHROW(report::join(parts));
  check_broken([](auto& p) { p[2] = p[0]; }, Reason::usage, {"3.h5", "3/3"});
  check_broken([](auto& p) { p[2].report.summary.shard = "2/4"; }, Reason::usage,
               {"1.h5", "2.h5", "3", "4"});
  check_broken([](auto& p) { p[1].report.summary.list_digest = "x"; }, Reason::usage,
               {"3.h5", "1.h5"});
  check_broken([](auto& p) { p[1].report.summary.list_items = 31; }, Reason::usage,
               {"3.h5", "1.h5", "30", "31"});
  check_broken([](auto& p) { p[1].report.files[4].index = 2; }, Reason::usage,
               {"3.h5", "1.h5", ".wav"});
  for (const auto* shard : {"0/3", "4/3", "1/", "x", "1/3x", "1/99999999999999999999"}) {
    check_broken([&](auto& p) { p[1].report.summary.shard = shard; }, Reason::format,
                 {"1.h5", shard});
  }
  check_broken([](auto& p) { ++p[1].report.summary.seed; }, Reason::usage,
               {"3.h5", "1.h5", "42", "43"});
}

TEST_CASE("reports of different lists follow each other", "[join]") {
  Part a{"a.h5", report::test::plausible_report(5, 1)};
  Part b{"b.h5", report::test::plausible_report(7, 1)};
  for (auto& file : b.report.files) file.path.insert(0, "other/");
  b.report.summary.list_digest = "other";
  const std::vector<Part> parts{a, b};
  const auto all = stored(report::join(parts));
  REQUIRE(all.files.size() == 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(all.files[i].index == static_cast<std::int64_t>(i));
    CHECK(all.files[i].path == (i < 5 ? a.report.files[i] : b.report.files[i - 5]).path);
  }
  CHECK(all.summary.status == "complete");
  CHECK(all.summary.list_items == 12);
  CHECK(all.summary.list_digest.empty());
  CHECK(all.summary.files_left_out == 6);

  b.report.files[3].path = a.report.files[2].path;
  check_refused({a, b}, Reason::usage, {"a.h5", "b.h5", a.report.files[2].path.c_str()});
}

TEST_CASE("segments of one file in one report are not a common input", "[join]") {
  Part a{"a.h5", report::test::plausible_report(2, 1)};
  a.report.files[1].path = a.report.files[0].path;
  Part b{"b.h5", report::test::plausible_report(1, 1)};
  b.report.files[0].path = "other";
  const std::vector<Part> parts{a, b};
  CHECK_NOTHROW(report::join(parts));
}

TEST_CASE("an unknown clock does not affect the others", "[join]") {
  auto parts = all_shards();
  parts[0].report.summary.started_unix_seconds = not_measured;
  const auto all = report::join(parts).overview;
  CHECK(all.summary.started_unix_seconds == noon + 3600.0);
  CHECK(std::isfinite(all.summary.wall_seconds));
}
