#include "app/scaling_plan.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "mpietl/core/error.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/process_item.hpp"

namespace mpietl::app {

namespace {

constexpr std::int64_t max_ranks = 1'000'000;
constexpr std::int64_t max_threads = 65'536;
constexpr std::int64_t max_items = 1'000'000'000;
constexpr std::size_t max_threads_of_job = 4'000'000;  // keeps the simulation short

std::size_t checked(std::int64_t number, const std::string& option, std::int64_t max) {
  if (number < 1 || number > max) {
    throw Error(Reason::usage, option + ": " + std::to_string(number) + " is not from 1 to " +
                                   std::to_string(max));
  }
  return static_cast<std::size_t>(number);
}

/// The typed number, or else that of the pilot.
std::size_t typed_or(std::optional<std::int64_t> typed, const std::string& option, std::int64_t max,
                     std::int64_t of_pilot) {
  return typed ? checked(*typed, option, max)
               : static_cast<std::size_t>(std::clamp<std::int64_t>(of_pilot, 1, max));
}

std::vector<std::size_t> numbers_of_ranks(const std::vector<std::int64_t>& typed) {
  std::vector<std::size_t> ranks;
  for (const auto number : typed) ranks.push_back(checked(number, "--ranks", max_ranks));
  std::ranges::sort(ranks);
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  return ranks;
}

class Forecast {
 public:
  Forecast(const report::Pilot& pilot, const ScalingQuestion& question)
      : question_(question),
        known_(known_tasks(pilot)),
        // A pilot with failures is repeated with its done items, each once.
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

/// Doubles the ranks until threads are idle for more than half of the time, or speed-up ends.
std::vector<schedule::ScalingPoint> doubling(const Forecast& forecast, std::size_t threads) {
  constexpr std::size_t max_doubled_ranks = 65536;
  constexpr double min_efficiency = 0.4;
  std::vector<schedule::ScalingPoint> points;
  for (std::size_t ranks = 1; ranks <= max_doubled_ranks; ranks *= 2) {
    points.push_back(forecast.on(ranks));
    if (points.back().efficiency() < min_efficiency || ranks * threads >= forecast.items()) break;
  }
  return points;
}

}  // namespace

std::size_t ScalingQuestion::nodes(std::size_t of_ranks) const {
  const std::size_t ranks_of_node = cpus_per_node / threads;
  return (of_ranks + ranks_of_node - 1) / ranks_of_node;
}

ScalingQuestion question_of(const PlanRequest& request, const report::Pilot& pilot) {
  ScalingQuestion question;
  question.ranks = numbers_of_ranks(request.ranks);
  question.items = typed_or(request.items, "--items", max_items, pilot.items);
  if (request.time_limit) question.limit_seconds = request.time_limit->seconds;
  question.threads = typed_or(request.threads, "--threads", max_threads, pilot.threads_per_rank);
  question.cpus_per_node =
      typed_or(request.cpus_per_node, "--cpus-per-node", max_threads,
               std::max(pilot.cpus_per_node, static_cast<std::int64_t>(question.threads)));
  if (question.threads > question.cpus_per_node) {
    throw Error(Reason::usage, "a rank of " + std::to_string(question.threads) +
                                   " threads does not fit on a node of " +
                                   std::to_string(question.cpus_per_node) +
                                   " cores; lower --threads or raise --cpus-per-node");
  }
  if (!question.ranks.empty() && question.ranks.back() * question.threads > max_threads_of_job) {
    throw Error(Reason::usage, "--ranks: " + std::to_string(question.ranks.back()) + " of " +
                                   std::to_string(question.threads) + " threads are more than " +
                                   std::to_string(max_threads_of_job) + " threads");
  }
  question.is_dynamic = request.schedule == job::Schedule::dynamic_grants;
  if (request.chunk) question.chunk = checked(*request.chunk, "--chunk", job::max_chunk);
  if (request.chunk && !question.is_dynamic) {
    throw Error(Reason::usage, "--chunk: a static schedule has no grants; leave it out");
  }
  return question;
}

std::vector<schedule::KnownTask> known_tasks(const report::Pilot& pilot) {
  std::map<std::string, std::size_t> kinds;
  std::vector<schedule::KnownTask> tasks;
  for (const auto& file : pilot.files) {
    const auto kind = kinds.emplace(file.extension, kinds.size()).first->second;
    tasks.push_back({{kind, static_cast<double>(file.bytes)},
                     file.thread_seconds,
                     run::is_worth_sharing(file.bytes)});
  }
  return tasks;
}

ScalingPlan make_scaling_plan(const report::Pilot& pilot, const ScalingQuestion& question) {
  const Forecast forecast(pilot, question);
  ScalingPlan plan{question, {}, {}};
  if (question.ranks.empty()) plan.points = doubling(forecast, question.threads);
  for (const std::size_t ranks : question.ranks) plan.points.push_back(forecast.on(ranks));
  plan.best = schedule::recommend(plan.points, question.limit_seconds);
  return plan;
}

}  // namespace mpietl::app
