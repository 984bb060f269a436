#include "mpietl/schedule/cost_model.hpp"

#include <algorithm>
#include <cassert>

namespace mpietl::schedule {

namespace {

constexpr double enough_for_a_line = 16.0;  // number of tasks; fewer only scale the prior

// Maximum ratio of measured to estimated cost of one task; if many tasks are slow, estimates grow
// step by step.
constexpr double max_times_as_long = 8.0;

// Number of tasks after which a measurement fades: a disk gets busy, a cache gets cold.
constexpr double memory_in_tasks = 4096.0;

}  // namespace

CostModel::CostModel(const std::vector<LinearCost>& priors) {
  for (const auto& prior : priors) kinds_.push_back({prior, prior, {}});
}

LinearCost CostModel::fit(const Kind& kind) {
  const auto& [count, one, x, xx, y, xy, ratio] = kind.sums;
  const double scale = ratio / count;
  const LinearCost scaled{kind.prior.seconds_per_unit * scale, kind.prior.seconds_per_task * scale};
  const double determinant = one * xx - x * x;
  // Sizes that hardly differ do not determine a slope.
  if (count < enough_for_a_line || determinant <= 1e-4 * one * xx) return scaled;
  const double slope = (one * xy - x * y) / determinant;
  const double constant = (xx * y - x * xy) / determinant;
  if (slope < 0.0) return {0.0, y / one};
  if (constant < 0.0) return {xy / xx, 0.0};
  return {slope, constant};
}

void CostModel::learn(std::size_t kind, double size, double seconds) {
  auto& known = kinds_[kind];
  const double thought = known.line.of(size);
  const double before = known.prior.of(size);
  if (!(seconds > 0.0) || !(before > 0.0)) return;
  const bool is_known = known.sums.count >= enough_for_a_line;
  const double believed = is_known ? std::min(seconds, max_times_as_long * thought) : seconds;
  auto& sums = known.sums;
  const double keep = 1.0 - 1.0 / memory_in_tasks;
  const double weight = 1.0 / (before * before);
  sums.count = keep * sums.count + 1.0;
  sums.one = keep * sums.one + weight;
  sums.x = keep * sums.x + weight * size;
  sums.xx = keep * sums.xx + weight * size * size;
  sums.y = keep * sums.y + weight * believed;
  sums.xy = keep * sums.xy + weight * size * believed;
  sums.ratio = keep * sums.ratio + believed / before;
  known.line = fit(known);
}

}  // namespace mpietl::schedule
