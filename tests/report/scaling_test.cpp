#include "mpietl/report/scaling.hpp"

#include <cmath>

#include "sample_reports.hpp"
#include "support/catch.hpp"

using mpietl::report::NamedRun;
using mpietl::report::range_of;
using mpietl::report::Runs;
using mpietl::report::scaling_of;

namespace report = mpietl::report;

namespace {

/// A run on ranks that were busy for so many seconds, whose work phase took `seconds`.
NamedRun run_of(const std::string& configuration, std::int64_t repetition, double seconds,
                const std::vector<double>& busy, std::int64_t threads = 1) {
  NamedRun run{report::run_name(configuration, repetition), configuration, repetition, {}, {}};
  report::Summary& summary = run.report.summary;
  summary.ranks = static_cast<std::int64_t>(busy.size());
  summary.threads_per_rank = threads;
  summary.wall_seconds = 100.0;
  run.report.phases = {{"listing", 0.0, 1.0}, {"work", 1.0, 1.0 + seconds}};
  for (const double rank_busy : busy) run.report.ranks.emplace_back().busy_seconds = rank_busy;
  return run;
}

}  // namespace

TEST_CASE("a range has the middle, the least and the largest") {
  const auto odd = range_of({3.0, 1.0, 2.5});
  CHECK(odd.median == 2.5);
  CHECK(odd.min == 1.0);
  CHECK(odd.max == 3.0);
  CHECK(range_of({4.0, 1.0, 2.0, 100.0}).median == 3.0);
  CHECK(range_of({mpietl::not_measured, 7.0}).min == 7.0);
  CHECK(std::isnan(range_of({}).median));
}

TEST_CASE("speed-ups are the ratios within a repetition") {
  Runs runs;
  runs.runs = {run_of("serial", 1, 8.0, {8.0}),     run_of("r2", 1, 4.0, {3.0, 1.0}, 2),
               run_of("serial", 2, 12.0, {12.0}),   run_of("r2", 2, 8.0, {8.0, 8.0}, 2),
               run_of("r2", 3, 0.5, {4.0, 1.0}, 2),  // no serial one to hold it against
               run_of("serial", 4, 6.0, {6.0}),     run_of("r2", 4, 2.0, {2.0, 2.0}, 2)};
  const auto rows = scaling_of(runs);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].configuration == "serial");
  CHECK(rows[0].repetitions == 3);
  CHECK(rows[0].work_seconds.median == 8.0);
  CHECK(rows[0].speedup.median == 1.0);
  CHECK(rows[0].efficiency == 1.0);
  CHECK(rows[0].imbalance == 1.0);
  CHECK(rows[1].ranks == 2);
  CHECK(rows[1].threads == 2);
  CHECK(rows[1].repetitions == 4);
  CHECK(rows[1].work_seconds.median == 3.0);
  CHECK(rows[1].work_seconds.min == 0.5);
  CHECK(rows[1].work_seconds.max == 8.0);
  CHECK(rows[1].speedup.median == 2.0);  // of 8/4, 12/8 and 6/2; that of the medians is 2.67
  CHECK(rows[1].speedup.min == 1.5);
  CHECK(rows[1].speedup.max == 3.0);
  CHECK(rows[1].efficiency == 0.5);
  CHECK(rows[1].imbalance == 1.25);  // of 1.5, 1, 1.6 and 1
}

TEST_CASE("efficiency counts the threads of the first configuration") {
  Runs runs;
  runs.runs = {run_of("r2", 1, 6.0, {6.0, 6.0}), run_of("r4", 1, 4.0, {4.0, 4.0, 4.0, 4.0})};
  CHECK(scaling_of(runs)[0].efficiency == 1.0);
  CHECK(scaling_of(runs)[1].efficiency == 0.75);
}

TEST_CASE("no runs scale to nothing, and runs of nothing to no number") {
  CHECK(scaling_of({}).empty());
  Runs runs;
  runs.runs.emplace_back();
  const auto rows = scaling_of(runs);
  REQUIRE(rows.size() == 1);
  CHECK(std::isnan(rows[0].speedup.median));
  CHECK(std::isnan(rows[0].imbalance));
}
