#include "mpietl/report/hdf5/file.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cmath>
#include <fstream>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/record_table.hpp"
#include "report/same_reports.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/file_size_limit.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using mpietl::Error;
using mpietl::Reason;
using mpietl::report::Report;
using mpietl::report::run_name;
using mpietl::report::Runs;
using mpietl::report::test::check_same;
using mpietl::test::contains;
using mpietl::test::TemporaryFolder;

namespace report = mpietl::report;

namespace {

Report written_and_read(const Report& original) {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, original);
  CHECK(folder.entries() == 1);
  return report::read(path);
}

void check_same_runs(const Runs& a, const Runs& b) {
  CHECK(a.mpietl_version == b.mpietl_version);
  CHECK(a.created == b.created);
  CHECK(a.command_line == b.command_line);
  REQUIRE(a.runs.size() == b.runs.size());
  for (std::size_t i = 0; i < a.runs.size(); ++i) {
    CHECK(a.runs[i].name == b.runs[i].name);
    CHECK(a.runs[i].configuration == b.runs[i].configuration);
    CHECK(a.runs[i].repetition == b.runs[i].repetition);
    CHECK(a.runs[i].chunk == b.runs[i].chunk);
    check_same(a.runs[i].report, b.runs[i].report);
  }
}

/// The error of `act`; fails the test where there is none.
template <class Act>
Error error_of(const Act& act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {Reason::internal, ""};
}

}  // namespace

TEST_CASE("a report is read as it was written") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const auto original = report::test::random_report(seed, 40 * seed);
    check_same(original, written_and_read(original));
  }
}

TEST_CASE("segments of files are read as they were written") {
  auto original = report::test::plausible_report(500, 2);
  for (std::size_t i = 0; i < original.files.size(); i += 3) {
    original.files[i].sample_rate = 8000;
    for (std::size_t j = 0; j < i; ++j) {
      original.files[i].segments +=
          (j == 0 ? "" : " ") + std::to_string(j) + "+" + std::to_string(i);
    }
  }
  check_same(original, written_and_read(original));
}

TEST_CASE("tables of several slabs and chunks are complete") {
  const std::size_t files = mpietl::test::is_full_run() ? 120'000 : 7'000;
  const auto original = report::test::plausible_report(files, 3);
  check_same(original, written_and_read(original));
}

TEST_CASE("rows can be made as they are written") {
  const auto original = report::test::plausible_report(3000, 3);
  mpietl::RecordTable table(original.files.size());
  std::size_t row = 0;
  for (const auto& file : original.files) table.set(row++, file);
  std::size_t asked = 0;
  const report::FileRows rows{table.size(), [&](std::size_t index) {
                                ++asked;
                                auto file = table[index];
                                file.index = original.files[index].index;
                                file.path = original.files[index].path;
                                file.output = original.files[index].output;
                                return file;
                              }};
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::write(path, original, rows);
  CHECK(asked == 2 * table.size());
  check_same(original, report::read(path));
}

TEST_CASE("a report without rows can be written and read") {
  const auto empty = written_and_read({});
  CHECK(empty.files.empty());
  CHECK(empty.ranks.empty());
  CHECK(empty.phases.empty());
  CHECK(empty.summary.status == "complete");
}

TEST_CASE("writing records the HDF5 version, and only the variables of the job") {
  Report original;
  original.summary.environment = {{"SLURM_JOB_ID", "1"}, {"HOME", "/home"}, {"seed", "2"}};
  const auto copy = written_and_read(original);
  CHECK(copy.summary.hdf5_version == report::library_version());
  CHECK(copy.summary.environment == std::map<std::string, std::string>{{"SLURM_JOB_ID", "1"}});
}

TEST_CASE("the history ends with the writing run, and counts the items of each run") {
  auto original = report::test::resumed_report(1000, 400, 2);
  original.summary.status = "partial";
  original.summary.reason = "SIGTERM";
  const auto once = written_and_read(original);
  REQUIRE(once.history.size() == 2);
  CHECK(once.history[0].ended == "died");
  CHECK(once.history[0].hosts == "node000");
  CHECK(once.history[0].done == 396);
  CHECK(std::isnan(once.history[0].wall_seconds));
  CHECK(once.history[1].run == 2);
  CHECK(once.history[1].ended == "SIGTERM");
  CHECK(once.history[1].created == original.summary.created);
  CHECK(once.history[1].done == 594);
  CHECK(once.history[1].wall_seconds == original.summary.wall_seconds);
  const auto twice = written_and_read(once);
  check_same(once, twice);
  CHECK(report::test::same_rows(once.history, twice.history, report::history_columns));
}

TEST_CASE("a report replaces an older one") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(500, 2));
  report::test::write(path, report::test::plausible_report(3, 1));
  CHECK(report::read(path).files.size() == 3);
  CHECK(folder.entries() == 1);
}

TEST_CASE("one very long text does not harm the others") {
  auto original = report::test::plausible_report(100, 1);
  original.files[50].error = std::string(700'000, 'e');
  check_same(original, written_and_read(original));
}

TEST_CASE("a full disk leaves the older report and no part of the new one") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(10, 1));
  const auto big = report::test::plausible_report(5000, 2);
  for (const rlim_t size : {0U, 1U, 1000U, 40'000U, 200'000U}) {
    const mpietl::test::FileSizeLimit limit(size);
    try {
      report::test::write(path, big);
      FAIL("no error at " << size);
    } catch (const Error& error) {
      CHECK(error.reason() == Reason::no_space);
    }
    CHECK(folder.entries() == 1);
  }
  CHECK(report::read(path).files.size() == 10);
}

TEST_CASE("runs are read as they were written, in their order") {
  const TemporaryFolder folder;
  const auto path = folder / "bench.h5";
  auto runs = report::test::plausible_runs(50, 12);
  runs.runs[4].report = report::test::random_report(1, 30);
  report::write_runs(path, runs);
  CHECK(folder.entries() == 1);
  check_same_runs(runs, std::get<Runs>(report::read_any(path)));
}

TEST_CASE("one of several runs is read by its name") {
  const TemporaryFolder folder;
  const auto path = folder / "bench.h5";
  const auto runs = report::test::plausible_runs(20, 2);
  report::write_runs(path, runs);
  check_same(runs.runs[4].report, report::read_run(path, "r4_t2_dynamic_2"));
  const auto error = error_of([&] { report::read_run(path, "r8_t2_dynamic_1"); });
  CHECK(error.reason() == Reason::usage);
  for (const auto& run : runs.runs) CHECK(contains(error.what(), run.name));
  for (const auto* const part : {"bench.h5", "'r8_t2_dynamic_1'"}) {
    CHECK(contains(error.what(), part));
  }
  CHECK(error_of([&] { report::read_run(path, "r4_t2_dynamic_2/files"); }).reason() ==
        Reason::usage);
}

TEST_CASE("files of one and of several runs are distinguished") {
  const TemporaryFolder folder;
  const auto one = folder / "one.h5";
  const auto several = folder / "several.h5";
  const auto single = report::test::plausible_report(20, 2);
  report::test::write(one, single);
  report::write_runs(several, {});
  check_same(single, std::get<Report>(report::read_any(one)));
  CHECK(std::get<Runs>(report::read_any(several)).runs.empty());
  for (const auto& error :
       {error_of([&] { report::read(several); }), error_of([&] { report::read_run(one, "x"); })}) {
    CHECK(error.reason() == Reason::usage);
  }
  CHECK(contains(error_of([&] { report::read_run(one, "x"); }).what(), "--run"));
}

TEST_CASE("names of runs are plain words") {
  CHECK(run_name("r2_t1_dynamic", 3) == "r2_t1_dynamic_3");
  CHECK(run_name("2 ranks, größe/auto", 10) == "_2_ranks__gr____e_auto_10");
  CHECK(run_name("", 1) == "_1");
}

TEST_CASE("runs with invalid or equal names are refused before writing") {
  const TemporaryFolder folder;
  auto runs = report::test::plausible_runs(3, 1);
  SECTION("a path") { runs.runs[1].name = "a/b"; }
  SECTION("a digit first") { runs.runs[1].name = "1a"; }
  SECTION("none") { runs.runs[1].name.clear(); }
  SECTION("twice") { runs.runs[1].name = runs.runs[2].name; }
  CHECK(error_of([&] { report::write_runs(folder / "x.h5", runs); }).reason() == Reason::internal);
  CHECK(folder.entries() == 0);
}

TEST_CASE("a report that a program has open for writing is in use, not damaged") {
  const TemporaryFolder folder;
  const auto path = folder / "report.h5";
  report::test::write(path, report::test::plausible_report(3, 1));
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(11).put('\1');
  const mpietl::FileDescriptor other(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  for (const bool is_locked : {false, true}) {
    if (is_locked) REQUIRE(::flock(other.number(), LOCK_EX) == 0);
    for (const auto& error : {error_of([&] { report::read(path); }),
                              error_of([&] { report::refuse_replacing_others(path); })}) {
      CHECK(error.reason() == Reason::storage);
      CHECK(error.is_transient());
      CHECK(contains(error.what(), path));
      CHECK(contains(error.what(), "h5clear -s") != is_locked);
    }
  }
}
