#include "app/scaling_plan.hpp"

#include "app/known_tasks.hpp"

namespace mpietl::app {

namespace {

class Forecast {
 public:
  Forecast(const report::Pilot& pilot, const ScalingQuestion& question)
      : question_(question),
        known_(known_tasks(pilot)),
        // A run in which some failed is repeated with as many as are done, each once.
        items_(question.items == static_cast<std::size_t>(pilot.items) ? known_.size()
                                                                       : question.items),
        serial_seconds_(schedule::scale_serial(
            pilot.serial_seconds, static_cast<std::size_t>(pilot.items), question.items)),
        costs_(schedule::with_answers_after(pilot.answer_seconds)) {}

  [[nodiscard]] schedule::ScalingPoint on(std::size_t ranks) const {
    const schedule::Policy policy{question_.is_dynamic, question_.chunk,
                                  std::vector<int>(ranks, static_cast<int>(question_.threads))};
    return {ranks, items_, schedule::simulate(schedule::draw(known_, items_), policy, costs_),
            serial_seconds_};
  }

  [[nodiscard]] std::size_t items() const { return items_; }

 private:
  const ScalingQuestion& question_;
  std::vector<schedule::KnownTask> known_;
  std::size_t items_;
  double serial_seconds_;
  schedule::MachineCosts costs_;
};

/// Doubles the ranks until threads are idle more than they work, or there is nothing left to gain.
std::vector<schedule::ScalingPoint> doubling(const Forecast& forecast, std::size_t threads) {
  constexpr std::size_t most_ranks = 65536;
  constexpr double least_efficiency = 0.4;
  std::vector<schedule::ScalingPoint> points;
  for (std::size_t ranks = 1; ranks <= most_ranks; ranks *= 2) {
    points.push_back(forecast.on(ranks));
    if (points.back().efficiency() < least_efficiency || ranks * threads >= forecast.items()) break;
  }
  return points;
}

}  // namespace

ScalingPlan make_scaling_plan(const report::Pilot& pilot, const ScalingQuestion& question) {
  const Forecast forecast(pilot, question);
  ScalingPlan plan{question, {}, {}};
  if (question.ranks.empty()) plan.points = doubling(forecast, question.threads);
  for (const std::size_t ranks : question.ranks) plan.points.push_back(forecast.on(ranks));
  plan.best = schedule::recommend(plan.points, question.limit_seconds);
  return plan;
}

}  // namespace mpietl::app
