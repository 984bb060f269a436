#include "mpietl/schedule/scaling.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>

namespace mpietl::schedule {

namespace {

/// SplitMix64 (Steele, Lea and Flood, 2014): unrelated numbers for neighbouring seeds.
std::uint64_t hash(std::uint64_t number) {
  std::uint64_t bits = number + 0x9E3779B97F4A7C15;
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EB;
  return bits ^ (bits >> 31U);
}

std::vector<LinearCost> priors_of(std::span<const KnownTask> known) {
  double size = 0.0;
  double seconds = 0.0;
  std::size_t kinds = 1;
  for (const auto& task : known) {
    size += task.task.size;
    seconds += task.thread_seconds;
    kinds = std::max(kinds, task.task.kind + 1);
  }
  constexpr double min_seconds = 1e-6;
  const double mean = std::max(min_seconds, seconds / static_cast<double>(known.size()));
  const double per_unit = size > 0.0 ? 0.5 * seconds / size : 0.0;
  return std::vector<LinearCost>(kinds, {per_unit, 0.5 * mean});
}

/// The mean cost of known tasks by size, and the deviation of each.
class Costs {
 public:
  explicit Costs(std::span<const KnownTask> known) : model_(priors_of(known)) {
    for (const auto& [task, seconds, is_shared] : known) {
      model_.learn(task.kind, task.size, seconds);
    }
    double all = 0.0;
    double usual = 0.0;
    double ratios = 0.0;
    for (const auto& [task, seconds, is_shared] : known) {
      ratios_.push_back(seconds / std::max(1e-9, model_.estimate(task.kind, task.size)));
      all += seconds;
      usual += model_.estimate(task.kind, task.size);
      ratios += ratios_.back();
    }
    const double of_product = usual * ratios / static_cast<double>(known.size());
    scale_ = of_product > 0.0 ? all / of_product : 0.0;  // keeps the mean
  }

  [[nodiscard]] double seconds(const Task& task, std::uint64_t chance) const {
    return scale_ * model_.estimate(task.kind, task.size) * ratios_[chance % ratios_.size()];
  }

 private:
  CostModel model_;
  std::vector<double> ratios_;
  double scale_ = 1.0;
};

}  // namespace

KnownWork draw(std::span<const KnownTask> known, std::size_t count) {
  assert(!known.empty());
  const bool each_once = count == known.size();
  const auto at = [known, each_once](std::size_t i) -> const KnownTask& {
    return known[each_once ? i : hash(i) % known.size()];
  };
  KnownWork work;
  work.tasks = {count, [at](std::size_t i) { return at(i).task; }, priors_of(known)};
  if (each_once) {
    work.thread_seconds = [at](std::size_t i) { return at(i).thread_seconds; };
  } else {
    work.thread_seconds = [at, costs = std::make_shared<const Costs>(known)](std::size_t i) {
      constexpr std::uint64_t other = 0x5851F42D4C957F2D;
      return costs->seconds(at(i).task, hash(i ^ other));
    };
  }
  if (std::ranges::any_of(known, &KnownTask::is_shared)) {
    work.is_shared = [at](std::size_t i) { return at(i).is_shared; };
  }
  return work;
}

double ScalingPoint::speed_up() const {
  const double wall = wall_seconds();
  return wall > 0.0 ? (serial_seconds + work.busy_seconds) / wall : 1.0;
}

double ScalingPoint::efficiency() const {
  const double all = static_cast<double>(work.threads) * wall_seconds();
  return all > 0.0 ? work.busy_seconds / all : 1.0;
}

double ScalingPoint::idle_seconds() const {
  return std::max(0.0, static_cast<double>(work.threads) * wall_seconds() - work.busy_seconds);
}

double scale_serial(double seconds, std::size_t items, std::size_t other_items) {
  assert(items > 0);
  const double constant = std::min(seconds, 1e-3);
  return constant +
         (seconds - constant) / static_cast<double>(items) * static_cast<double>(other_items);
}

Bottleneck bottleneck_of(const ScalingPoint& point) {
  const double wall = point.wall_seconds();
  const double even = point.work.busy_seconds / static_cast<double>(point.work.threads);
  // Time beyond what the threads would need if all were equally busy.
  const double serial = point.serial_seconds;
  const double longest = point.work.longest_seconds - even;
  const double root = point.work.root_seconds - even;
  const double lost = wall - even;
  if (serial >= std::max({0.5 * lost, longest, root})) return Bottleneck::serial;
  const double mean = point.work.busy_seconds / static_cast<double>(point.tasks);
  const bool is_outlier = point.work.longest_seconds > 4.0 * mean;
  if (is_outlier && longest >= std::max(0.5 * lost, root)) return Bottleneck::longest_task;
  constexpr double busy = 0.6;
  if (root >= 0.5 * lost || point.work.root_busy() > busy) return Bottleneck::root;
  constexpr double few = 20.0;
  const auto tasks_per_thread =
      static_cast<double>(point.tasks) / static_cast<double>(point.work.threads);
  return tasks_per_thread < few ? Bottleneck::few_tasks : Bottleneck::messages;
}

std::optional<std::size_t> recommend(std::span<const ScalingPoint> points,
                                     std::optional<double> limit_seconds) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (limit_seconds) {
      if (margin * points[i].wall_seconds() <= *limit_seconds) return i;
    } else if (points[i].efficiency() >= good_efficiency) {
      best = i;
    }
  }
  return best;
}

}  // namespace mpietl::schedule
