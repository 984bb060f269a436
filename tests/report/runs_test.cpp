#include "mpietl/report/runs.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/report/file.hpp"
#include "same_reports.hpp"
#include "sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
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

TEST_CASE("a file of one run and one of several are told apart") {
  const TemporaryFolder folder;
  const auto one = folder / "one.h5";
  const auto several = folder / "several.h5";
  const auto single = report::test::plausible_report(20, 2);
  report::test::write(one, single);
  report::write_runs(several, {});
  check_same(single, std::get<Report>(report::read_any(one)));
  CHECK(std::get<Runs>(report::read_any(several)).runs.empty());
  CHECK(contains(error_of([&] { report::read(several); }).what(), "several runs"));
  CHECK(contains(error_of([&] { report::read_run(one, "x"); }).what(), "leave --run out"));
}

TEST_CASE("names of runs are plain words") {
  CHECK(run_name("r2_t1_dynamic", 3) == "r2_t1_dynamic_3");
  CHECK(run_name("2 ranks, größe/auto", 10) == "_2_ranks__gr____e_auto_10");
  CHECK(run_name("", 1) == "_1");
}

TEST_CASE("runs of wrong names, or of one name, are refused before anything is written") {
  const TemporaryFolder folder;
  auto runs = report::test::plausible_runs(3, 1);
  SECTION("a path") { runs.runs[1].name = "a/b"; }
  SECTION("a digit first") { runs.runs[1].name = "1a"; }
  SECTION("none") { runs.runs[1].name.clear(); }
  SECTION("twice") { runs.runs[1].name = runs.runs[2].name; }
  CHECK(error_of([&] { report::write_runs(folder / "x.h5", runs); }).reason() == Reason::internal);
  CHECK(folder.entries() == 0);
}
