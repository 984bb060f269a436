#include "mpietl/schedule/balance.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "mpietl/schedule/threads.hpp"
#include "support/catch.hpp"

using namespace mpietl::schedule;

namespace {

std::vector<std::int64_t> skewed_costs(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::lognormal_distribution<double> length(10.0, 1.5);
  std::vector<std::int64_t> costs;
  for (std::size_t i = 0; i < count; ++i)
    costs.push_back(static_cast<std::int64_t>(length(random)));
  return costs;
}

void check_each_given_once(const std::vector<std::vector<std::size_t>>& shares, std::size_t count) {
  std::vector<int> given(count, 0);
  for (const auto& share : shares) {
    for (const auto task : share) ++given.at(task);
  }
  CHECK(std::ranges::all_of(given, [](int times) { return times == 1; }));
}

std::int64_t largest_load(const std::vector<std::vector<std::size_t>>& shares,
                          const std::vector<std::int64_t>& costs) {
  std::int64_t largest = 0;
  for (const auto& share : shares) {
    std::int64_t load = 0;
    for (const auto task : share) load += costs[task];
    largest = std::max(largest, load);
  }
  return largest;
}

}  // namespace

TEST_CASE("every task is given once, within the bound of longest first", "[schedule]") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const std::size_t count = seed * 13;
    const std::size_t ranks = 1 + seed % 17;
    const auto costs = skewed_costs(count, seed);
    const auto shares = balance(costs, ranks);
    REQUIRE(shares.size() == ranks);
    check_each_given_once(shares, count);
    if (count == 0) continue;
    const auto total = std::accumulate(costs.begin(), costs.end(), std::int64_t{0});
    const auto m = static_cast<double>(ranks);
    const double optimum_is_at_least =
        std::max(static_cast<double>(total) / m, static_cast<double>(std::ranges::max(costs)));
    // Longest first ends at most one task late: (total - last) / m + last.
    const double bound = optimum_is_at_least * (2.0 - 1.0 / m) + 1.0;
    CHECK(static_cast<double>(largest_load(shares, costs)) <= bound);
  }
}

TEST_CASE("longest first stays within Graham's bound of a known optimum", "[schedule]") {
  // Graham's worst case for m ranks: 2m + 1 tasks whose optimum is 3m.
  for (std::int64_t m = 2; m <= 20; ++m) {
    std::vector<std::int64_t> costs;
    for (std::int64_t length = 2 * m - 1; length > m; --length) {
      costs.push_back(length);
      costs.push_back(length);
    }
    costs.insert(costs.end(), 3, m);
    const auto shares = balance(costs, static_cast<std::size_t>(m));
    CHECK(largest_load(shares, costs) == 4 * m - 1);
  }
}

TEST_CASE("a share begins with its largest task", "[schedule]") {
  const auto costs = skewed_costs(500, 7);
  for (const auto& share : balance(costs, 9)) {
    CHECK(std::ranges::is_sorted(share, std::ranges::greater{},
                                 [&](std::size_t i) { return costs[i]; }));
  }
}

TEST_CASE("tasks without cost are spread too", "[schedule]") {
  const std::vector<std::int64_t> costs(100, 0);
  for (const auto& share : balance(costs, 10)) CHECK(share.size() == 10);
}

TEST_CASE("ten thousand ranks, and more ranks than tasks", "[schedule]") {
  check_each_given_once(balance(skewed_costs(100000, 3), 10000), 100000);
  const auto few = balance(skewed_costs(3, 3), 10000);
  CHECK(std::ranges::count_if(few, [](const auto& share) { return share.size() == 1; }) == 3);
}

TEST_CASE("processors of a host are shared among its ranks", "[schedule]") {
  const std::vector<int> all{0, 1, 2, 3, 4};
  using Hosts = std::vector<std::vector<int>>;
  CHECK(share_cpus(Hosts{all}) == std::vector{5});
  CHECK(share_cpus(Hosts{all, all}) == std::vector{2, 3});
  CHECK(share_cpus(Hosts(16, std::vector{0, 1})) == std::vector(16, 1));
  CHECK(share_cpus(Hosts{{0, 1}, {2, 3}}) == std::vector{2, 2});
  CHECK(share_cpus(Hosts{{0}, {1}, {2, 3, 4}}) == std::vector{1, 1, 3});
  CHECK(share_cpus(Hosts{}).empty());
}
