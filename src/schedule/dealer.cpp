#include "mpietl/schedule/dealer.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace mpietl::schedule {

namespace {

// A rank that turns out to be four times slower than the others still ends with them.
constexpr double first_part = 0.25;

// Of what is left for a thread, a grant is this part.
constexpr double part_of_grant = 1.0 / 3.0;

// Rank 0 needs some microseconds for a grant: smaller ones than these would only keep it busy.
constexpr double least_grant_seconds = 2e-3;
constexpr double least_grant_seconds_per_thread = 20e-6;

// So that messages stay small, however little tasks cost.
constexpr std::size_t most_tasks_of_grant = std::size_t{1} << 14U;

}  // namespace

Dealer::Dealer(Tasks tasks, Policy policy)
    : task_(tasks.at),
      policy_(std::move(policy)),
      model_(tasks.priors),
      pool_(tasks),
      speeds_(policy_.threads) {
  assert(speeds_.ranks() >= 1);
}

Given Dealer::take() {
  const std::size_t task = pool_.take(model_);
  const auto [kind, size] = task_(task);
  return {task, model_.estimate(kind, size)};
}

std::size_t Dealer::tasks_of_first_part() const {
  if (!policy_.is_dynamic || policy_.chunk == 0) return pool_.size();
  return policy_.chunk * speeds_.all_threads();
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
  const double most_seconds = seconds_of_first_part();
  const std::size_t most_tasks = tasks_of_first_part();
  double seconds = 0.0;
  const auto is_enough = [&](std::size_t count) {
    return count >= most_tasks || (count >= speeds_.all_threads() && seconds >= most_seconds);
  };
  for (std::size_t i = 0; !is_enough(i) && !is_empty(); ++i) {
    const Given given = take();
    const auto [load, rank] = loads.top();
    loads.pop();
    shares[rank].push_back(given);
    seconds += given.estimated_seconds;
    loads.emplace(load + given.estimated_seconds / speeds_.threads(rank), rank);
  }
  return shares;
}

double Dealer::seconds_of_grant(std::size_t rank) const {
  if (policy_.chunk > 0) return std::numeric_limits<double>::infinity();
  const auto all_threads = static_cast<double>(speeds_.all_threads());
  const double least = std::max(least_grant_seconds, least_grant_seconds_per_thread * all_threads);
  return std::max(least * speeds_.threads(rank),
                  part_of_grant * seconds_left() * speeds_.part(rank));
}

std::vector<Given> Dealer::grant(std::size_t rank) {
  std::vector<Given> given;
  const double most_seconds = seconds_of_grant(rank);
  const std::size_t most_tasks = policy_.chunk > 0 ? policy_.chunk : most_tasks_of_grant;
  double seconds = 0.0;
  while (given.size() < most_tasks && seconds < most_seconds && !is_empty()) {
    given.push_back(take());
    seconds += given.back().estimated_seconds;
  }
  return given;
}

void Dealer::learn(std::size_t rank, std::size_t task, double seconds) {
  const auto [kind, size] = task_(task);
  model_.learn(kind, size, seconds);
  speeds_.learn(rank, model_.estimate(kind, size), seconds);
}

}  // namespace mpietl::schedule
