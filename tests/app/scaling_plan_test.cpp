#include "app/scaling_plan.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using namespace mpietl::app;
using mpietl::test::contains;

namespace {

/// Files that cost 0.1 s on average; one in a thousand costs ten times as much.
report::Pilot pilot_of(std::size_t files) {
  report::Pilot pilot;
  for (std::size_t i = 0; i < files; ++i) {
    const double seconds = i % 1000 == 500 ? 1.0 : 0.05 + 1e-4 * static_cast<double>(i % 1000);
    pilot.files.push_back({".wav", static_cast<std::int64_t>(1e6 * seconds), seconds});
  }
  pilot.items = static_cast<std::int64_t>(files);
  pilot.serial_seconds = 0.05;
  pilot.threads_per_rank = 2;
  pilot.cpus_per_node = 8;
  return pilot;
}

std::string refusal(const PlanRequest& request) {
  try {
    question_of(request, pilot_of(10));
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return "none";
}

ScalingPlan plan_of(const PlanRequest& request, const report::Pilot& pilot) {
  return make_scaling_plan(pilot, question_of(request, pilot));
}

}  // namespace

TEST_CASE("unspecified values are those of the pilot", "[app]") {
  const auto question = question_of({}, pilot_of(100));
  CHECK(question.ranks.empty());
  CHECK(question.items == 100);
  CHECK(question.threads == 2);
  CHECK(question.cpus_per_node == 8);
  CHECK(question.is_dynamic);
  CHECK(question.nodes(4) == 1);
  CHECK(question.nodes(5) == 2);
  PlanRequest wide;
  wide.threads = 16;
  CHECK(question_of(wide, pilot_of(100)).cpus_per_node == 16);
}

TEST_CASE("numbers of ranks are sorted, each once", "[app]") {
  PlanRequest request;
  request.ranks = {256, 1, 16, 1};
  CHECK(question_of(request, pilot_of(10)).ranks == std::vector<std::size_t>{1, 16, 256});
}

TEST_CASE("invalid values are refused by option", "[app]") {
  const auto with = [](auto member, std::int64_t value) {
    PlanRequest request;
    request.*member = value;
    return refusal(request);
  };
  for (const std::int64_t ranks : {0, -1, 99'999'999}) {
    PlanRequest request;
    request.ranks = {4, ranks};
    CHECK(contains(refusal(request), "--ranks: "));
  }
  CHECK(contains(with(&PlanRequest::items, 0), "--items: 0"));
  CHECK(contains(with(&PlanRequest::items, 5000000000), "--items: "));
  CHECK(contains(with(&PlanRequest::threads, 0), "--threads: "));
  CHECK(contains(with(&PlanRequest::cpus_per_node, 0), "--cpus-per-node: "));
  CHECK(contains(with(&PlanRequest::cpus_per_node, 1), "--cpus-per-node"));
  CHECK(contains(with(&PlanRequest::chunk, 0), "--chunk: "));
  PlanRequest both;
  both.schedule = job::Schedule::static_shares;
  both.chunk = 3;
  CHECK(contains(refusal(both), "--chunk: "));
}

TEST_CASE("the fewest ranks that end in time are Slurm options", "[app]") {
  PlanRequest request;
  request.ranks = {1, 2, 4, 6, 8, 16};
  request.items = 40000;
  request.time_limit = {600.0};
  // 4030 s of one thread, two threads a rank.
  const auto pilot = pilot_of(4000);
  const auto plan = plan_of(request, pilot);
  REQUIRE(plan.best);
  CHECK(plan.points[*plan.best].ranks == 6);
  const auto text = scaling_text(plan, pilot);
  CHECK(contains(text, "--nodes=2 --ntasks-per-node=3 --cpus-per-task=2 --time=00:08:00\n"));
}

TEST_CASE("a number of ranks that does not fill its nodes is passed to Slurm", "[app]") {
  PlanRequest request;
  request.ranks = {5};
  const auto pilot = pilot_of(4000);
  const auto text = scaling_text(plan_of(request, pilot), pilot);
  CHECK(contains(text, "--nodes=2 --ntasks=5 --ntasks-per-node=3 "));
}

TEST_CASE("for a limit that cannot be kept nothing is recommended", "[app]") {
  PlanRequest request;
  request.ranks = {1, 2};
  request.time_limit = {1.0};
  CHECK_FALSE(plan_of(request, pilot_of(100)).best);
}

TEST_CASE("without numbers of ranks they double until that does not help", "[app]") {
  const auto pilot = pilot_of(4000);
  const auto plan = make_scaling_plan(pilot, question_of({}, pilot));
  REQUIRE(plan.points.size() > 6);
  for (std::size_t i = 0; i < plan.points.size(); ++i) {
    CHECK(plan.points[i].ranks == std::size_t{1} << i);
  }
  CHECK(plan.points.back().efficiency() < 0.4);
  REQUIRE(plan.best);
  CHECK(plan.points[*plan.best].efficiency() >= 0.8);
  CHECK(plan.points[*plan.best + 1].efficiency() < 0.8);
}

TEST_CASE("the limit of scaling is named", "[app]") {
  using schedule::Bottleneck;
  PlanRequest request;
  request.ranks = {1, 400};
  const auto bottleneck = [&](const report::Pilot& pilot) {
    return schedule::bottleneck_of(plan_of(request, pilot).points.back());
  };
  CHECK(bottleneck(pilot_of(2000)) == Bottleneck::longest_task);
  auto slow_list = pilot_of(2000);
  slow_list.serial_seconds = 100.0;
  CHECK(bottleneck(slow_list) == Bottleneck::serial);
  CHECK(bottleneck(pilot_of(400)) == Bottleneck::few_tasks);
  request.ranks = {4};
  CHECK(plan_of(request, pilot_of(2000)).points.back().efficiency() > schedule::good_efficiency);
}
