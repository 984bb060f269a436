#include <string>

#include "mpietl/view/render.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using mpietl::report::Runs;
using mpietl::test::contains;

namespace report = mpietl::report;
namespace view = mpietl::view;

TEST_CASE("runs of nothing are shown without numbers that are none") {
  Runs runs;
  runs.runs.emplace_back();
  CHECK(!contains(view::render_runs(runs, {80, false}), "nan"));
}

TEST_CASE("the table has a line for each configuration") {
  auto runs = report::test::plausible_runs(200, 3);
  const auto text = view::render_runs(runs, {200, false});
  for (const auto* const part :
       {"mpietl 0.1.0 bench", "mpietl bench corpus", "200 files", "node000", "Open MPI 4.1.4",
        "against r1_t2_dynamic", "r4_t2_dynamic", "chunk", "16", "auto", "efficiency", "imbalance",
        "1.00–1.00", "100.0%", "--run r1_t2_dynamic_1"}) {
    INFO(text << part);
    CHECK(contains(text, part));
  }
  CHECK(contains(text, "9 of 9 runs did not do all files"));
  for (auto& run : runs.runs) {
    run.chunk.reset();
    run.report.summary.done = run.report.summary.items;
  }
  CHECK(!contains(view::render_runs(runs, {200, false}), "chunk"));
  CHECK(!contains(view::render_runs(runs, {200, false}), "did not do"));
  CHECK(!contains(view::render_runs(runs, {200, false}), "hosts  ranks"));
  runs.runs[3].report.summary.status = "partial";
  CHECK(contains(view::render_runs(runs, {200, false}),
                 "1 of 9 runs did not do all files, so they seem too fast: r1_t2_dynamic_2\n"));
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
