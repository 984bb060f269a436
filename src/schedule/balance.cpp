#include "mpietl/schedule/balance.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace mpietl::schedule {

std::vector<std::vector<std::size_t>> balance(std::span<const std::int64_t> costs,
                                              std::size_t ranks) {
  assert(ranks >= 1);
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t task) { return costs[task]; });

  using Load = std::pair<std::int64_t, std::size_t>;  // cost so far, rank
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (std::size_t rank = 0; rank < ranks; ++rank) loads.emplace(0, rank);

  std::vector<std::vector<std::size_t>> shares(ranks);
  for (const std::size_t task : order) {
    const auto [load, rank] = loads.top();
    loads.pop();
    shares[rank].push_back(task);
    // A task without cost is work too: it must not make all of them land on one rank.
    loads.emplace(load + std::max<std::int64_t>(1, costs[task]), rank);
  }
  return shares;
}

}  // namespace mpietl::schedule
