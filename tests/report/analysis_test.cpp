#include "mpietl/report/analysis.hpp"

#include <cmath>

#include "mpietl/report/measures.hpp"
#include "sample_reports.hpp"
#include "support/catch.hpp"

namespace report = mpietl::report;

TEST_CASE("an analysis agrees with what the ranks measured") {
  const auto run = report::test::plausible_report(1000, 4);
  const report::Analysis analysis(run);
  double busy = 0.0;
  double idle = 0.0;
  for (const auto& rank : run.ranks) {
    busy += rank.busy_seconds;
    idle += rank.idle_seconds;
  }
  CHECK(analysis.counts.items == 1000);
  CHECK(analysis.counts.done == 990);
  CHECK(analysis.counts.failed == 10);
  CHECK(analysis.threads == 8.0);
  CHECK(analysis.idle.total() == Approx(idle));
  CHECK(analysis.efficiency.parallel == Approx(busy / analysis.idle.thread_seconds));
  CHECK(analysis.makespan.even_seconds == Approx(busy / 8.0));
  CHECK(analysis.efficiency.thread_load_balance.value() <= analysis.efficiency.load_balance);
  CHECK(analysis.slowest.size() == 10);
  CHECK(analysis.failed.size() == 1);
  CHECK(analysis.skipped.empty());
  CHECK(analysis.slowest_rank.row != nullptr);
  CHECK(analysis.slowest_host.row == nullptr);
}

TEST_CASE("counts are of all runs of a job, times of the last") {
  const auto run = report::test::resumed_report(1000, 400, 2);
  const report::Analysis analysis(run);
  CHECK(analysis.counts.done == 990);
  CHECK(analysis.counts.done_earlier == 396);
  CHECK(analysis.output.files == 594.0);
}

TEST_CASE("a report of anything can be analysed") {
  const report::Report nothing;
  const report::Analysis empty(nothing);
  CHECK(std::isnan(empty.efficiency.parallel));
  CHECK(empty.idle.total() == 0.0);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto run = report::test::random_report(seed, 50);
    const report::Analysis analysis(run);
    CHECK(analysis.counts.items == 50);
  }
}

TEST_CASE("the work phase is the one of that name, or the whole run") {
  report::Report run;
  run.summary.wall_seconds = 9.0;
  CHECK(report::work_phase(run).end == 9.0);
  run.phases = {{"listing", 0.0, 1.0}, {"work", 1.0, 5.0}};
  CHECK(report::work_phase(run).start == 1.0);
  CHECK(report::work_phase(run).end == 5.0);
}
