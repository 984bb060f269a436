#include "mpietl/schedule/largest_first.hpp"

#include <algorithm>

#include "schedule/task_lists.hpp"
#include "support/catch.hpp"

using namespace mpietl::schedule;
using namespace mpietl::schedule::test;

namespace {

constexpr double sorted_to = 1.0 + 1.0 / 256;

/// Two kinds: those of odd index cost ten times as much for their size.
Tasks two_kinds(const std::vector<double>& sizes) {
  Tasks tasks = tasks_of(sizes);
  tasks.at = [sizes](std::size_t i) { return Task{i % 2, sizes[i]}; };
  tasks.priors = {{1e-6, 1e-6}, {1e-5, 1e-6}};
  return tasks;
}

}  // namespace

TEST_CASE("tasks are taken in the order of cost, over all kinds", "[schedule]") {
  const Tasks tasks = two_kinds(skewed_sizes(5000, 1));
  const CostModel model(tasks.priors);
  LargestFirst pool(tasks);
  std::vector<int> times(tasks.count);
  double before = 1e9;
  while (!pool.is_empty()) {
    const std::size_t task = pool.take(model);
    ++times.at(task);
    const double cost = model.estimate(tasks.at(task).kind, tasks.at(task).size);
    CHECK(cost <= before * sorted_to);
    before = cost;
  }
  CHECK(std::ranges::all_of(times, [](int n) { return n == 1; }));
}

TEST_CASE("tasks are taken from both ends", "[schedule]") {
  const Tasks tasks = two_kinds(skewed_sizes(2001, 2));
  const CostModel model(tasks.priors);
  const auto cost = [&](std::size_t task) {
    return model.estimate(tasks.at(task).kind, tasks.at(task).size);
  };
  LargestFirst pool(tasks);
  std::vector<int> times(tasks.count);
  double least = 0.0;
  double most = 1e9;
  while (!pool.is_empty()) {
    CHECK(pool.min_seconds(model) >= least / sorted_to);
    const std::size_t task = pool.size() % 2 == 0 ? pool.take(model) : pool.take_smallest(model);
    double& end = pool.size() % 2 == 1 ? most : least;
    ++times.at(task);
    end = cost(task);
    CHECK(least <= most * sorted_to);
  }
  CHECK(std::ranges::all_of(times, [](int n) { return n == 1; }));
}

TEST_CASE("the rest is the sum of tasks not taken", "[schedule]") {
  const Tasks tasks = two_kinds(skewed_sizes(1000, 3));
  const CostModel model(tasks.priors);
  LargestFirst pool(tasks);
  double left = 0.0;
  for (std::size_t i = 0; i < tasks.count; ++i) {
    left += model.estimate(tasks.at(i).kind, tasks.at(i).size);
  }
  while (!pool.is_empty()) {
    CHECK(pool.seconds(model) == Approx(left).epsilon(1e-6).margin(1e-9));
    const std::size_t task = pool.size() % 3 == 0 ? pool.take_smallest(model) : pool.take(model);
    left -= model.estimate(tasks.at(task).kind, tasks.at(task).size);
  }
  CHECK(pool.seconds(model) == Approx(0.0).margin(1e-9));
}

TEST_CASE("the order of kinds follows learnt costs", "[schedule]") {
  const Tasks tasks = two_kinds({5.0, 5.0, 4.0, 4.0});
  CostModel model(tasks.priors);
  LargestFirst pool(tasks);
  CHECK(pool.take(model) == 1);
  for (int i = 0; i < 50; ++i) model.learn(0, 5.0, 1.0);
  CHECK(pool.take(model) == 0);
}

TEST_CASE("sizes of any magnitude are sorted; zero comes last", "[schedule]") {
  const Tasks tasks = tasks_of({0.0, 1e18, 3.0, 1e5, 4e9});
  const CostModel model(tasks.priors);
  LargestFirst pool(tasks);
  std::vector<std::size_t> order;
  while (!pool.is_empty()) order.push_back(pool.take(model));
  CHECK(order == std::vector<std::size_t>{1, 4, 3, 2, 0});
}
