#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "mpietl/schedule/dealer.hpp"

namespace mpietl::schedule::test {

/// Log-normal sizes, as those of recordings: the largest of many is some hundred times the median.
inline std::vector<double> skewed_sizes(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::lognormal_distribution<double> size(10.0, 1.5);
  std::vector<double> sizes(count);
  for (double& value : sizes) value = size(random);
  return sizes;
}

/// Tasks of one kind with an estimated cost of a microsecond per unit of size.
inline Tasks tasks_of(std::vector<double> sizes) {
  const std::size_t count = sizes.size();
  return {count,
          [sizes = std::move(sizes)](std::size_t i) {
            return Task{0, sizes[i]};
          },
          {{1e-6, 1e-6}}};
}

inline Policy policy_of(std::size_t ranks, int threads, bool is_dynamic, std::size_t chunk = 0) {
  return {is_dynamic, chunk, std::vector<int>(ranks, threads)};
}

inline double seconds_of(const std::vector<Given>& share) {
  double seconds = 0.0;
  for (const auto& given : share) seconds += given.estimated_seconds;
  return seconds;
}

/// Counts how often each task was given.
class Ledger {
 public:
  explicit Ledger(std::size_t tasks) : times_(tasks) {}

  void add(const std::vector<Given>& share) {
    for (const auto& given : share) ++times_.at(given.task.value);
  }

  void add(const std::vector<std::vector<Given>>& shares) {
    for (const auto& share : shares) add(share);
  }

  [[nodiscard]] bool has_each_once() const {
    return std::ranges::all_of(times_, [](int times) { return times == 1; });
  }

 private:
  std::vector<int> times_;
};

}  // namespace mpietl::schedule::test
