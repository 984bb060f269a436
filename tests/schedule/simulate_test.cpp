#include "mpietl/schedule/simulate.hpp"

#include <algorithm>
#include <numeric>

#include "schedule/task_lists.hpp"
#include "support/catch.hpp"

using namespace mpietl::schedule;
using namespace mpietl::schedule::test;

namespace {

constexpr double seconds_per_unit = 2e-6;  // twice the initial estimate

/// Work with tasks of these sizes.
struct Job {
  std::vector<double> sizes;
  KnownWork work;

  [[nodiscard]] double seconds() const {
    return seconds_per_unit * std::accumulate(sizes.begin(), sizes.end(), 0.0);
  }
};

Job job_of(const std::vector<double>& sizes) {
  Job job{sizes, {}};
  job.work.tasks = tasks_of(sizes);
  job.work.thread_seconds = [sizes](std::size_t i) { return seconds_per_unit * sizes[i]; };
  return job;
}

/// Messages that cost nothing.
MachineCosts free_of_charge() {
  MachineCosts costs;
  costs.message_seconds = costs.item_seconds = costs.record_seconds = 0.0;
  costs.latency_seconds = costs.poll_seconds = 0.0;
  return costs;
}

}  // namespace

TEST_CASE("one thread takes the sum of all tasks", "[schedule]") {
  const Job job = job_of(skewed_sizes(1000, 1));
  for (const bool is_dynamic : {true, false}) {
    const auto result = simulate(job.work, policy_of(1, 1, is_dynamic), free_of_charge());
    CHECK(result.wall_seconds == Approx(job.seconds()));
    CHECK(result.busy_seconds == Approx(job.seconds()));
    CHECK(result.idle_seconds == Approx(0.0).margin(1e-3));
    CHECK(result.efficiency() == Approx(1.0));
    CHECK(result.imbalance == Approx(1.0));
    CHECK(result.longest_seconds == Approx(seconds_per_unit * std::ranges::max(job.sizes)));
  }
}

TEST_CASE("all work is done, in no less than the least time", "[schedule]") {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const Job job = job_of(skewed_sizes(seed * 40, seed));
    const std::size_t ranks = 1 + seed % 9;
    const int threads = 1 + static_cast<int>(seed % 3);
    const auto result =
        simulate(job.work, policy_of(ranks, threads, seed % 4 != 0, seed % 5), MachineCosts{});
    CHECK(result.threads == ranks * static_cast<std::size_t>(threads));
    CHECK(result.busy_seconds == Approx(job.seconds()).margin(1e-12));
    CHECK(result.wall_seconds >= job.seconds() / static_cast<double>(result.threads));
    CHECK(result.wall_seconds >= result.longest_seconds);
    CHECK(result.idle_seconds >= 0.0);
    CHECK(result.efficiency() <= 1.0);
  }
}

TEST_CASE("the simulation is deterministic", "[schedule]") {
  const Job job = job_of(skewed_sizes(3000, 4));
  const auto run = [&] { return simulate(job.work, policy_of(13, 2, true), MachineCosts{}); };
  CHECK(run().wall_seconds == run().wall_seconds);
  CHECK(run().grants == run().grants);
}

TEST_CASE("rank 0 pays for each message, item and record", "[schedule]") {
  const Job job = job_of(std::vector<double>(1000, 1e4));
  MachineCosts costs = free_of_charge();
  costs.item_seconds = 1e-5;
  const Policy policy = policy_of(5, 1, true, 10);
  CHECK(simulate(job.work, policy, costs).root_seconds == Approx(1000 * 1e-5));
  costs = free_of_charge();
  costs.record_seconds = 1e-5;
  CHECK(simulate(job.work, policy, costs).root_seconds == Approx(1000 * 1e-5));
  costs = free_of_charge();
  costs.message_seconds = 1e-5;
  const auto result = simulate(job.work, policy, costs);
  CHECK(result.grants == 95);
  // A first part for each of the other ranks, then a question and an answer for most of the grants.
  CHECK(result.root_seconds >= (4 + 2 * 95 * 0.6) * 1e-5);
}

TEST_CASE("rank 0's messages cost its own threads their processor", "[schedule]") {
  const Job job = job_of(std::vector<double>(1000, 1e4));
  MachineCosts costs = free_of_charge();
  costs.record_seconds = 2e-3;
  const auto result = simulate(job.work, policy_of(1, 1, false), costs);
  CHECK(result.busy_seconds == Approx(20.0));
  CHECK(result.wall_seconds > 21.5);
}

TEST_CASE("a rank 0 that is too busy holds all others up", "[schedule]") {
  const Job job = job_of(std::vector<double>(10000, 50.0));
  MachineCosts costs;
  costs.record_seconds = costs.item_seconds = 5e-5;
  const auto result = simulate(job.work, policy_of(64, 1, true), costs);
  CHECK(result.wall_seconds >= 10000 * 1e-4);
  CHECK(result.root_busy() > 0.9);
  CHECK(result.efficiency() < 0.05);
}

TEST_CASE("grants make up for a slow rank, static shares do not", "[schedule]") {
  const Job job = job_of(skewed_sizes(4000, 6));
  MachineCosts costs;
  costs.speeds = {1.0, 1.0, 0.25, 1.0};
  const double best = job.seconds() / 3.25;
  CHECK(simulate(job.work, policy_of(4, 1, true), costs).wall_seconds < 1.03 * best);
  CHECK(simulate(job.work, policy_of(4, 1, false), costs).wall_seconds > 3.0 * best);
}

TEST_CASE("grants make up for ranks that stop for a while", "[schedule]") {
  const Job job = job_of(skewed_sizes(8000, 7));
  const double alone = job.seconds() / 8.0;
  MachineCosts costs;
  costs.stalls = {{3, 0.2 * alone, 0.3 * alone}, {5, 0.5 * alone, 0.3 * alone}};
  const double best = alone * (1.0 + 0.6 / 8.0);
  CHECK(simulate(job.work, policy_of(8, 1, true), costs).wall_seconds < 1.03 * best);
  CHECK(simulate(job.work, policy_of(8, 1, false), costs).wall_seconds >= 1.29 * alone);
}

TEST_CASE("a long task does not delay others", "[schedule]") {
  auto sizes = skewed_sizes(2560, 8);
  const double all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  sizes.push_back(all / 50.0);  // longer than the others take on 64 ranks
  const Job job = job_of(std::move(sizes));
  const auto result = simulate(job.work, policy_of(64, 1, true), MachineCosts{});
  CHECK(result.longest_seconds == Approx(seconds_per_unit * all / 50.0).epsilon(0.05));
  CHECK(result.wall_seconds < 1.02 * result.longest_seconds);
}

TEST_CASE("threads of a rank share a large task", "[schedule]") {
  Job job = job_of({1e7, 1e3, 1e3});
  const Policy policy = policy_of(1, 4, false);
  CHECK(simulate(job.work, policy, free_of_charge()).wall_seconds == Approx(20.0));
  job.work.is_shared = [&](std::size_t i) { return job.sizes[i] > 1e6; };
  const auto result = simulate(job.work, policy, free_of_charge());
  CHECK(result.wall_seconds == Approx(job.seconds() / 4.0));
  CHECK(result.busy_seconds == Approx(job.seconds()));
}

TEST_CASE("a prior that is wrong by a factor of thirty costs little", "[schedule]") {
  for (const double factor : {1.0 / 30.0, 30.0}) {
    Job job = job_of(skewed_sizes(25600, 9));
    job.work.tasks.priors = {{factor * seconds_per_unit, 0.0}};
    const auto result = simulate(job.work, policy_of(256, 1, true), MachineCosts{});
    const double best =
        std::max(job.seconds() / 256.0, seconds_per_unit * std::ranges::max(job.sizes));
    CHECK(result.wall_seconds < 1.05 * best);
  }
}

TEST_CASE("a kind of tasks that costs far more than estimated is noticed early", "[schedule]") {
  Job job = job_of(skewed_sizes(6400, 11));
  const auto is_dear = [](std::size_t i) { return i % 10 == 3; };
  const auto seconds = [job, is_dear](std::size_t i) {
    return (is_dear(i) ? 10.0 : 1.0) * seconds_per_unit * job.sizes[i];
  };
  job.work.tasks.at = [job, is_dear](std::size_t i) {
    return Task{is_dear(i) ? std::size_t{1} : 0, job.sizes[i]};
  };
  job.work.tasks.priors = {{seconds_per_unit, 1e-6}, {1e-3 * seconds_per_unit, 1e-6}};
  job.work.thread_seconds = seconds;
  double sum = 0.0;
  double longest = 0.0;
  for (std::size_t i = 0; i < job.sizes.size(); ++i) {
    sum += seconds(i);
    longest = std::max(longest, seconds(i));
  }
  const auto result = simulate(job.work, policy_of(16, 1, true), MachineCosts{});
  REQUIRE(sum / 16 > 2.0 * longest);
  CHECK(result.wall_seconds < 1.05 * sum / 16);
}

TEST_CASE("ten thousand ranks stay busy where items cost enough", "[schedule][large]") {
  Job job = job_of(skewed_sizes(4096, 10));
  const auto size = [&](std::size_t i) { return job.sizes[i * 2654435761U % 4096]; };
  job.work.tasks.count = 2'000'000;
  job.work.tasks.at = [&](std::size_t i) { return Task{0, size(i)}; };
  job.work.thread_seconds = [&](std::size_t i) { return 5.0 * seconds_per_unit * size(i); };
  const auto result = simulate(job.work, policy_of(10000, 1, true), MachineCosts{});
  CHECK(result.efficiency() > 0.95);
  CHECK(result.root_busy() < 0.5);
}

TEST_CASE("no tasks take no time", "[schedule]") {
  const Job job = job_of({});
  const auto result = simulate(job.work, policy_of(100, 2, true), MachineCosts{});
  CHECK(result.busy_seconds == 0.0);
  CHECK(result.grants == 0);
  CHECK(result.wall_seconds < 0.1);
}

TEST_CASE("answers take as long as they were measured to take", "[schedule]") {
  for (const double seconds : {1e-4, 1e-3, 0.05}) {
    const auto costs = with_answers_after(seconds);
    const double there_and_back =
        2.0 * (costs.latency_seconds + costs.poll_seconds + costs.message_seconds);
    CHECK(there_and_back == Approx(seconds));
    CHECK(costs.latency_seconds >= 0.0);
  }
  CHECK(with_answers_after(0.0).latency_seconds == MachineCosts{}.latency_seconds);
}
