#include "mpietl/schedule/dealer.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace mpietl::schedule {

namespace {

// Then a rank four times slower than the others still ends with them.
constexpr double first_part = 0.25;

// The fraction of a thread's remaining work in one grant.
constexpr double part_of_grant = 1.0 / 3.0;

// Rank 0 needs some microseconds for a grant: smaller ones would only keep it busy.
constexpr double min_grant_seconds = 2e-3;
constexpr double min_grant_seconds_per_thread = 20e-6;

// Bounds the size of messages, however cheap tasks are.
constexpr std::size_t max_tasks_of_grant = std::size_t{1} << 14U;

// Sending so many tasks takes rank 0 half a second. When all ranks begin or ask at once, the last
// one waits for the grants of the others.
constexpr std::size_t max_tasks_of_round = std::size_t{1} << 20U;

// Time that rank 0 spends on a task, with a margin. If all threads together finish small tasks
// faster, these must not be left to the end.
constexpr double root_seconds_per_task = 2e-6;

}  // namespace

Dealer::Dealer(const Tasks& tasks, Policy policy)
    : task_(tasks.at),
      policy_(std::move(policy)),
      model_(tasks.priors),
      pool_(tasks),
      speeds_(policy_.threads) {
  assert(speeds_.ranks() >= 1);
}

bool Dealer::must_mix() const {
  if (!policy_.is_dynamic) return false;
  const auto all_threads = static_cast<double>(speeds_.all_threads());
  return pool_.min_seconds(model_) < root_seconds_per_task * all_threads;
}

Given Dealer::take() {
  const bool mixes = must_mix();
  const double mean = seconds_left() / static_cast<double>(pool_.size());
  const bool is_small = mixes && beyond_mean_seconds_ > 0.0;
  const std::size_t task = is_small ? pool_.take_smallest(model_) : pool_.take(model_);
  const auto [kind, size] = task_(task);
  const double seconds = model_.estimate(kind, size);
  beyond_mean_seconds_ = mixes ? beyond_mean_seconds_ + seconds - mean : 0.0;
  return {{task}, seconds};
}

std::size_t Dealer::tasks_of_first_part() const {
  if (!policy_.is_dynamic) return pool_.size();
  if (policy_.chunk > 0) return policy_.chunk * speeds_.all_threads();
  return std::max(speeds_.all_threads(), max_tasks_of_round);
}

double Dealer::seconds_of_first_part() const {
  if (!policy_.is_dynamic || policy_.chunk > 0) return std::numeric_limits<double>::infinity();
  return first_part * seconds_left();
}

std::vector<std::vector<Given>> Dealer::first() {
  using Load = std::pair<double, std::size_t>;  // seconds so far, rank
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (std::size_t rank = 0; rank < speeds_.ranks(); ++rank) loads.emplace(0.0, rank);

  std::vector<std::vector<Given>> shares(speeds_.ranks());
  const double max_seconds = seconds_of_first_part();
  const std::size_t max_tasks = tasks_of_first_part();
  double seconds = 0.0;
  const auto is_enough = [&](std::size_t count) {
    return count >= max_tasks || (count >= speeds_.all_threads() && seconds >= max_seconds);
  };
  for (std::size_t i = 0; !is_enough(i) && !is_empty(); ++i) {
    const Given given = take();
    const auto [load, rank] = loads.top();
    loads.pop();
    shares[rank].push_back(given);
    seconds += given.estimated_seconds;
    // Tasks with zero cost count too; otherwise one rank would get them all.
    constexpr double min_seconds = 1e-9;
    const double more = std::max(min_seconds, given.estimated_seconds);
    loads.emplace(load + more / speeds_.threads(rank), rank);
  }
  return shares;
}

std::size_t Dealer::tasks_of_grant(std::size_t rank) const {
  if (policy_.chunk > 0) return policy_.chunk;
  const auto of_round = static_cast<double>(max_tasks_of_round) * speeds_.part(rank);
  return std::clamp<std::size_t>(static_cast<std::size_t>(of_round),
                                 static_cast<std::size_t>(speeds_.threads(rank)),
                                 max_tasks_of_grant);
}

double Dealer::seconds_of_grant(std::size_t rank) const {
  if (policy_.chunk > 0) return std::numeric_limits<double>::infinity();
  const auto all_threads = static_cast<double>(speeds_.all_threads());
  const double least = std::max(min_grant_seconds, min_grant_seconds_per_thread * all_threads);
  return std::max(least * speeds_.threads(rank),
                  part_of_grant * seconds_left() * speeds_.part(rank));
}

std::vector<Given> Dealer::grant(std::size_t rank) {
  std::vector<Given> given;
  const double max_seconds = seconds_of_grant(rank);
  const std::size_t max_tasks = tasks_of_grant(rank);
  double seconds = 0.0;
  while (given.size() < max_tasks && seconds < max_seconds && !is_empty()) {
    given.push_back(take());
    seconds += given.back().estimated_seconds;
  }
  return given;
}

void Dealer::learn(std::size_t rank, TaskId task, double seconds) {
  const auto [kind, size] = task_(task.value);
  model_.learn(kind, size, seconds);
  speeds_.learn(rank, model_.estimate(kind, size), seconds);
}

}  // namespace mpietl::schedule
