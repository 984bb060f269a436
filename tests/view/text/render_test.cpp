#include "mpietl/view/text/render.hpp"

#include <sstream>

#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "view/text/terminal_text.hpp"

using mpietl::Record;
using mpietl::Status;
using mpietl::report::HistoryRow;
using mpietl::report::Report;
using mpietl::test::contains;

namespace report = mpietl::report;
namespace view = mpietl::view;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Checks that no line of the text is wider than `columns` or ends with blanks.
void check_layout(const std::string& text, int columns) {
  REQUIRE(!text.empty());
  CHECK(text.back() == '\n');
  CHECK(!contains(text, "\x1b"));
  CHECK(!contains(text, "nan"));
  for (const auto& line : lines_of(text)) {
    INFO(line);
    CHECK(view::width(line) <= static_cast<std::size_t>(columns));
    CHECK(!line.ends_with(' '));
  }
}

/// The checked text at this width.
std::string rendered(const Report& report, int columns = 100) {
  auto text = view::render(report, {columns, false});
  check_layout(text, columns);
  return text;
}

/// The text without the codes that colour it.
std::string without_colour(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      plain += text[i];
    } else {
      i = text.find('m', i);
    }
  }
  return plain;
}

}  // namespace

TEST_CASE("no line is wider than the terminal") {
  for (const int columns : {40, 80, 200}) {
    for (const std::size_t ranks : {1U, 16U, 17U, 300U}) {
      rendered(report::test::plausible_report(1000, ranks), columns);
    }
    check_layout(view::render_runs(report::test::plausible_runs(20, 2), {columns, false}), columns);
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      rendered(report::test::random_report(seed, 50), columns);
    }
  }
}

TEST_CASE("a terminal narrower than 40 columns counts as 40") {
  const auto run = report::test::plausible_report(10, 1);
  CHECK(view::render(run, {0, false}) == view::render(run, {40, false}));
}

TEST_CASE("the text has the important values") {
  const auto text = rendered(report::test::plausible_report(1000, 2));
  for (const auto* const part : {"mpietl 0.1.0",
                                 "complete",
                                 "1,000 files: 990 done, 10 failed",
                                 "2 ranks × 2 threads",
                                 "Open MPI 4.1.4",
                                 "schedule dynamic",
                                 "SLURM_JOB_ID=4711",
                                 "MB/s",
                                 "files/s",
                                 "× real time",
                                 "listing",
                                 "read",
                                 "transform",
                                 "write",
                                 "p95",
                                 "wrong by a factor of 1.11 (median), 1.11 (p95); total 90.0%",
                                 "grants",
                                 "busy",
                                 "node000",
                                 "No such file or directory (10 files)",
                                 "promises more frames",
                                 "clipped"}) {
    INFO(part);
    CHECK(contains(text, part));
  }
}

TEST_CASE("failures come before figures") {
  const auto text = rendered(report::test::plausible_report(1000, 2));
  CHECK(text.find("(10 files)") < text.find("files/s"));
}

TEST_CASE("one rank has no schedule") {
  CHECK(!contains(rendered(report::test::plausible_report(10, 1)), ", schedule"));
}

TEST_CASE("a part of a list says so") {
  auto run = report::test::plausible_report(10, 2);
  CHECK_FALSE(contains(rendered(run), "shard"));
  run.summary.shard = "2/5";
  run.summary.list_items = 1000;
  CHECK(contains(rendered(run), "2/5, of a list of 1,000 files"));
}

TEST_CASE("colour changes nothing but the colour") {
  const auto run = report::test::plausible_report(300, 20);
  const auto coloured = view::render(run, {100, true});
  CHECK(contains(coloured, "\x1b["));
  CHECK(without_colour(coloured) == view::render(run, {100, false}));
}

TEST_CASE("a report of nothing can be rendered") {
  CHECK(contains(rendered({}, 40), "0 files: 0 done"));
  CHECK(contains(rendered(report::test::plausible_report(0, 1)), "0 files: 0 done"));
}

TEST_CASE("a job that failed everywhere can be rendered") {
  Report run;
  run.summary.status = "partial";
  run.summary.reason = "stopped by SIGTERM; continue with --resume";
  run.files.resize(3);
  for (auto& file : run.files) file.status = Status::failed;
  const auto text = rendered(run, 40);
  CHECK(contains(text, "partial"));
  CHECK(contains(text, "stopped by SIGTERM; continue with"));
  CHECK(contains(text, "no reason was recorded (3 files)"));
}

TEST_CASE("a resumed job lists its runs, and rates are of the last") {
  auto run = report::test::resumed_report(1000, 400, 2);
  run.summary.wall_seconds = 2.0;
  HistoryRow& last = run.history.emplace_back();
  last.run = 2;
  last.done = 594;
  last.ended = "complete";
  const auto text = rendered(run);
  CHECK(contains(text, "1,000 files: 990 done, 10 failed"));
  CHECK(contains(text, "continues 1 earlier run: 396 files were done by it"));
  CHECK(contains(text, "2024-05-01T17:00:00Z"));
  CHECK(contains(text, "died"));
  CHECK(contains(text, "297.0 files/s"));
  CHECK(!contains(text, "continue with"));
  for (const int columns : {40, 60, 80}) rendered(run, columns);
  run.history.insert(run.history.begin(), HistoryRow{});
  run.history.front().run = 0;
  CHECK(contains(rendered(run), "2 earlier runs: 396 files were done by them"));
}

TEST_CASE("a job that ran once lists no other runs") {
  auto run = report::test::plausible_report(10, 1);
  run.history.resize(1);
  CHECK(!contains(rendered(run), "Runs of this job"));
}

TEST_CASE("a partial report shows the rest, how to continue, and why files were skipped") {
  auto run = report::test::plausible_report(100, 2);
  run.summary.status = "partial";
  run.summary.reason = "no space left on device";
  for (std::size_t i = 90; i < 100; ++i) {
    run.files[i].status = Status::skipped;
    run.files[i].error = i < 93 ? "cannot write " + run.files[i].path + ": disk full" : "";
  }
  const auto text = rendered(run);
  CHECK(contains(text, "partial"));
  CHECK(contains(text, "no space left on device"));
  CHECK(contains(text, "90 done, 10 skipped"));
  CHECK(contains(text, "continue with the command below and --resume"));
  CHECK(contains(text, "Skipped files with a reason  3"));
  CHECK(contains(text, "cannot write FILE: disk full (3 files)"));
  CHECK(!contains(text, "Failed files"));
}

TEST_CASE("many failed files are grouped and the rest is counted") {
  Report run;
  for (std::size_t i = 0; i < 100; ++i) {
    Record& file = run.files.emplace_back();
    file.status = Status::failed;
    file.path = "in/file" + std::to_string(i) + ".wav";
    file.error = i < 60 ? "cannot open " + file.path : std::string(i, 'x') + " is odd";
  }
  const auto text = rendered(run);
  CHECK(contains(text, "Failed files  100"));
  CHECK(contains(text, "cannot open FILE (60 files)"));
  CHECK(contains(text, "… and 21 more files for 21 other reasons"));
  std::size_t named = 0;
  for (const auto& line : lines_of(text)) named += line.starts_with("      in/file") ? 1U : 0U;
  CHECK(named == 20);
}

TEST_CASE("a path is shortened in the middle, and its name stays") {
  auto run = report::test::plausible_report(1, 1);
  run.files[0].path = std::string(300, 'd') + "/last.wav";
  CHECK(contains(rendered(run, 80), "…"));
  CHECK(contains(rendered(run, 80), "/last.wav"));
}

TEST_CASE("several hosts are compared, one is not") {
  auto run = report::test::plausible_report(3000, 48);
  for (auto& rank : run.ranks) {
    if (rank.host == "node001") rank.busy_seconds *= 2.0;
  }
  const auto text = rendered(run);
  CHECK(contains(text, "slowest node001 (5"));
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("  node002")) CHECK(contains(line, "16       32     32"));
  }
  CHECK(!contains(rendered(report::test::plausible_report(100, 16)), "\nHosts"));
}

TEST_CASE("only the slowest and fastest of very many hosts are shown") {
  auto run = report::test::plausible_report(4000, 1000);
  for (std::size_t i = 0; i < run.ranks.size(); ++i) {
    run.ranks[i].host = "h" + std::to_string(i);
    run.ranks[i].bytes = 1'000'000;
    run.ranks[i].busy_seconds = 1000.0 / static_cast<double>(1000 + i);
  }
  for (const int columns : {40, 80, 120}) {
    const auto text = rendered(run, columns);
    CHECK(contains(text, "the slowest and fastest of 1,000 hosts"));
    for (const auto* const shown : {"\n  h0 ", "\n  h4 ", "\n  h995 ", "\n  h999 "}) {
      CHECK(contains(text, shown));
    }
    CHECK(!contains(text, "\n  h5 "));
    CHECK(!contains(text, "\n  h994 "));
  }
}

TEST_CASE("the header reports more threads than cores, and differing clocks") {
  auto run = report::test::plausible_report(100, 96);
  auto text = rendered(run);
  CHECK(!contains(text, "more threads than cores"));
  CHECK(!contains(text, "clocks"));
  for (auto& rank : run.ranks) {
    rank.cpus = "0-3";
    rank.clock_error_seconds = rank.host == "node003" ? 2.5e-3 : 0.5e-3;
  }
  text = rendered(run, 200);
  CHECK(contains(text, "more threads than cores on node000: 32 threads on 4 cores; node001: "));
  CHECK(contains(text, "node002: 32 threads on 4 cores; and 3 other hosts\n"));
  CHECK(contains(text, "times on node003 may be off by up to 2.50ms"));
}

TEST_CASE("runs one after the other do not have more threads than cores together") {
  auto run = report::test::plausible_report(100, 2);
  run.summary.joined = 2;
  for (auto& rank : run.ranks) rank.cpus = "0-1";
  CHECK(contains(rendered(run), "more threads than cores on node000: 4 threads on 2 cores"));
  for (auto& file : run.files) file.start += 1e4 * file.rank;
  CHECK(!contains(rendered(run), "more threads than cores"));
}

TEST_CASE("the text of a joined report says what it is") {
  auto report = report::test::plausible_report(30, 8);
  report.summary.joined = 3;
  report.summary.shard.clear();
  const auto text = view::render(report, {});
  CHECK(contains(text, "3 reports joined"));
}
