#include <sstream>
#include <string>
#include <vector>

#include "mpietl/view/text/render.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "view/text/terminal_text.hpp"

using mpietl::report::NamedRun;
using mpietl::report::Runs;
using mpietl::test::contains;

namespace report = mpietl::report;
namespace view = mpietl::view;

namespace {

std::string compared(const std::vector<NamedRun>& runs, int columns = 120) {
  const auto text = view::render_comparison(report::compare(runs), {columns, false});
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(view::width(line) <= static_cast<std::size_t>(columns));
  }
  return text;
}

NamedRun run_of(const std::string& name, std::size_t ranks) {
  return {name, name, 1, {}, report::test::plausible_report(200, ranks)};
}

}  // namespace

TEST_CASE("runs without files are shown without NaN") {
  Runs runs;
  runs.runs.emplace_back();
  CHECK(!contains(view::render_runs(runs, {80, false}), "nan"));
}

TEST_CASE("the table has a line for each configuration") {
  auto runs = report::test::plausible_runs(200, 3);
  const auto text = view::render_runs(runs, {200, false});
  for (const auto* const part :
       {"mpietl 0.1.0 bench", "mpietl bench corpus", "200 files", "node000", "Open MPI 4.1.4",
        "over r1_t2_dynamic", "r4_t2_dynamic", "chunk", "16", "auto", "efficiency", "imbalance",
        "1.00–1.00", "100.0%", "--run r1_t2_dynamic_1"}) {
    INFO(text << part);
    CHECK(contains(text, part));
  }
  CHECK(contains(text, "9 of 9 runs did not process all files"));
  for (auto& run : runs.runs) {
    run.chunk.reset();
    run.report.summary.done = run.report.summary.items;
  }
  CHECK(!contains(view::render_runs(runs, {200, false}), "chunk"));
  CHECK(!contains(view::render_runs(runs, {200, false}), "did not process"));
  CHECK(!contains(view::render_runs(runs, {200, false}), "hosts  ranks"));
  runs.runs[3].report.summary.status = "partial";
  CHECK(
      contains(view::render_runs(runs, {200, false}),
               "1 of 9 runs did not process all files, so they seem too fast: r1_t2_dynamic_2\n"));
}

TEST_CASE(
    "where a configuration had several hosts their number is shown, and the names of the most") {
  auto runs = report::test::plausible_runs(200, 3);
  for (auto& run : runs.runs) {
    if (run.configuration == "r4_t2_dynamic") run.report.summary.hosts = "node000,node001";
  }
  const auto text = view::render_runs(runs, {200, false});
  INFO(text);
  CHECK(contains(text, "configuration  hosts  ranks"));
  CHECK(contains(text, "node000, node001"));
}

TEST_CASE("runs are side by side at any width") {
  std::vector<NamedRun> runs;
  for (const std::size_t ranks : {1U, 2U, 4U, 8U, 16U, 32U, 64U, 128U}) {
    runs.push_back(run_of(std::string(60, 'd') + std::to_string(ranks) + ".h5", ranks));
  }
  for (const int columns : {40, 80, 200}) compared(runs, columns);
  CHECK(!compared({}).empty());
}

TEST_CASE("compared values are named, and forbidden differences listed") {
  auto second = run_of("b.h5", 2);
  second.report.files[5].digest = "another";
  auto text = compared({run_of("a.h5", 1), second});
  CHECK(contains(text, "strong scaling: the same work"));
  CHECK(contains(text, "ranks: 1 (a.h5); 2 (b.h5)"));
  CHECK(contains(text, "1 output of the same job with different bits"));
  CHECK(contains(text, "another b.h5"));
  CHECK(contains(text, "b.h5: spread unknown"));
  second.report.summary.seed = 1;
  text = compared({run_of("a.h5", 1), second});
  CHECK(contains(text, "seed or chain differ"));
  CHECK(!contains(text, "different bits"));
}
