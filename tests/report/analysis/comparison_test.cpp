#include "mpietl/report/analysis/comparison.hpp"

#include <cmath>

#include "report/sample_reports.hpp"
#include "support/catch.hpp"

using mpietl::report::NamedRun;
using mpietl::report::Runs;
using mpietl::report::scaling_of;
using mpietl::report::ScalingKind;
using mpietl::report::Verdict;

namespace report = mpietl::report;

namespace {

/// A run of `files` files on `ranks` ranks whose work phase took `seconds`.
NamedRun run_of(const std::string& name, std::size_t files, std::size_t ranks, double seconds) {
  NamedRun run{name, name, 1, {}, report::test::plausible_report(files, ranks)};
  for (auto& file : run.report.files) file.bytes_in = 1000;
  for (auto& phase : run.report.phases) {
    if (phase.phase == "work") phase.end = phase.start + seconds;
  }
  return run;
}

std::vector<std::string> names_of(const std::vector<report::Difference>& differences) {
  std::vector<std::string> names;
  for (const auto& difference : differences) names.push_back(difference.what);
  return names;
}

/// A run on ranks with these busy seconds, whose work phase took `seconds`.
NamedRun timed_run(const std::string& configuration, std::int64_t repetition, double seconds,
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

TEST_CASE("the same work on more ranks is strong scaling") {
  const auto compared = report::compare({run_of("a", 50, 1, 8.0), run_of("b", 50, 2, 5.0)});
  CHECK(compared.kind == ScalingKind::strong);
  REQUIRE(compared.rows.size() == 2);
  CHECK(compared.rows[1].speedup.median == Approx(1.6));
  CHECK(compared.rows[1].efficiency == Approx(0.8));
  CHECK(verdict_of(compared.rows[1], compared.rows[0]) == Verdict::single);
  CHECK(names_of(compared.differences) == std::vector<std::string>{"ranks"});
}

TEST_CASE("work that grows with the ranks is weak scaling") {
  const auto compared = report::compare({run_of("a", 50, 1, 8.0), run_of("b", 100, 2, 10.0)});
  CHECK(compared.kind == ScalingKind::weak);
  CHECK(compared.rows[1].speedup.median == Approx(1.6).epsilon(0.02));
  CHECK(compared.rows[1].efficiency == Approx(0.8).epsilon(0.02));
}

TEST_CASE("other work on as many ranks is neither strong nor weak scaling") {
  CHECK(report::compare({run_of("a", 50, 2, 8.0), run_of("b", 80, 2, 8.0)}).kind ==
        ScalingKind::none);
}

TEST_CASE("no difference is claimed where spreads overlap") {
  const auto verdict = [](double first, double second) {
    const auto compared =
        report::compare({run_of("a1", 20, 1, 8.0), run_of("a2", 20, 1, 10.0),
                         run_of("b1", 20, 2, first), run_of("b2", 20, 2, second)});
    REQUIRE(compared.rows.size() == 2);
    CHECK(compared.rows[0].repetitions == 2);
    CHECK(compared.rows[0].work_seconds.median == 9.0);
    return verdict_of(compared.rows[1], compared.rows[0]);
  };
  CHECK(verdict(4.0, 7.9) == Verdict::faster);
  CHECK(verdict(4.0, 8.1) == Verdict::overlap);
  CHECK(verdict(11.0, 9.9) == Verdict::overlap);
  CHECK(verdict(11.0, 12.0) == Verdict::slower);
}

TEST_CASE("outputs of one job must have the same bits") {
  auto second = run_of("b", 50, 2, 1.0);
  second.report.files[7].digest = "other";
  second.report.files[8].digest = "other";
  second.report.files[8].fingerprint = "other";
  second.report.files[9].path = "only here";
  second.report.files[10].status = mpietl::Status::failed;
  const auto compared = report::compare({run_of("a", 50, 1, 1.0), second});
  REQUIRE(compared.pairs.size() == 1);
  const auto& pair = compared.pairs.front();
  CHECK(pair.is_same_job);
  CHECK(pair.in_both == 49);
  CHECK(pair.only_in_first == 1);
  CHECK(pair.only_in_second == 1);
  CHECK(pair.same_digests == 46);
  REQUIRE(pair.mismatches.size() == 2);
  CHECK(pair.mismatches[0].path == second.report.files[7].path);
  CHECK(pair.mismatches[0].second == "other");
  CHECK(!pair.mismatches[0].is_input_changed);
  CHECK(pair.mismatches[1].is_input_changed);
}

TEST_CASE("outputs of jobs with other seeds or chains may differ, and runs find their own job") {
  auto second = run_of("b", 10, 1, 1.0);
  second.report.summary.seed = 7;
  second.report.files[3].digest = "of seed 7";
  auto third = run_of("c", 10, 1, 1.0);
  third.report.summary.job += "\n[[transform]]\nname = \"mono\"\n";
  const auto compared = report::compare({run_of("a", 10, 1, 1.0), second, third, second});
  REQUIRE(compared.pairs.size() == 3);
  CHECK(!compared.pairs[0].is_same_job);
  CHECK(compared.pairs[0].mismatches.empty());
  CHECK(!compared.pairs[1].is_same_job);
  CHECK(compared.pairs[2].is_same_job);
  CHECK(compared.pairs[2].first == 1);
  CHECK(compared.pairs[2].same_digests == 10);
  CHECK(names_of(compared.differences) == std::vector<std::string>{"seed", "transform.1.name"});
}

TEST_CASE("the place of results does not change the configuration") {
  auto second = run_of("b", 10, 1, 1.0);
  second.report.summary.job += "[output]\ndir = \"there\"\n[report]\nfile = \"b.h5\"\n";
  const auto compared = report::compare({run_of("a", 10, 1, 1.0), second});
  CHECK(compared.rows.size() == 1);
  CHECK(compared.differences.empty());
}

TEST_CASE("speed-ups are ratios within a repetition") {
  Runs runs;
  runs.runs = {timed_run("serial", 1, 8.0, {8.0}),     timed_run("r2", 1, 4.0, {3.0, 1.0}, 2),
               timed_run("serial", 2, 12.0, {12.0}),   timed_run("r2", 2, 8.0, {8.0, 8.0}, 2),
               timed_run("r2", 3, 0.5, {4.0, 1.0}, 2),  // no serial one to hold it against
               timed_run("serial", 4, 6.0, {6.0}),     timed_run("r2", 4, 2.0, {2.0, 2.0}, 2)};
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
  runs.runs = {timed_run("r2", 1, 6.0, {6.0, 6.0}), timed_run("r4", 1, 4.0, {4.0, 4.0, 4.0, 4.0})};
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
