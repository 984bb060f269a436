#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/schedule/cost_model.hpp"
#include "mpietl/schedule/largest_first.hpp"
#include "mpietl/schedule/ranks.hpp"

namespace mpietl::schedule {

/// How tasks are granted.
struct Policy {
  bool is_dynamic = true;    ///< first grants, then more on request; otherwise all at once
  std::size_t chunk = 0;     ///< tasks of a grant; 0: shrinking towards the end
  std::vector<int> threads;  ///< of each rank
};

/// A task that was granted to a rank.
struct Given {
  TaskId task;
  double estimated_seconds = 0.0;  ///< of one thread
};

/// Grants the tasks of a job to its ranks, the most expensive first. Grants follow guided
/// self-scheduling (Polychronopoulos and Kuck, 1987), with estimated seconds instead of counts: for
/// each thread a fixed fraction of the remaining work, weighted by the measured speed of its rank,
/// as in Hummel et al., "Load-sharing in heterogeneous systems via weighted factoring", 1996. If
/// there are so many threads that rank 0 could not grant the smallest tasks fast enough at the end,
/// grants mix large and small tasks. It uses neither MPI nor clocks, so simulations can run it too.
class Dealer {
 public:
  Dealer(const Tasks& tasks, Policy policy);

  /// The first grant of each rank; all tasks unless the policy is dynamic. Call it once, first.
  std::vector<std::vector<Given>> first();

  /// The next grant for `rank`; empty if no tasks remain.
  std::vector<Given> grant(std::size_t rank);

  /// Reports that `rank` has finished a task, which took so many seconds of one thread.
  void learn(std::size_t rank, TaskId task, double seconds);

  [[nodiscard]] bool is_empty() const { return pool_.is_empty(); }

  /// Estimated cost of all tasks that are not granted yet, in seconds of one thread.
  [[nodiscard]] double seconds_left() const { return pool_.seconds(model_); }

 private:
  Given take();
  [[nodiscard]] bool must_mix() const;
  [[nodiscard]] std::size_t tasks_of_first_part() const;
  [[nodiscard]] double seconds_of_first_part() const;
  [[nodiscard]] std::size_t tasks_of_grant(std::size_t rank) const;
  [[nodiscard]] double seconds_of_grant(std::size_t rank) const;

  std::function<Task(std::size_t)> task_;
  Policy policy_;
  CostModel model_;
  LargestFirst pool_;
  RankSpeeds speeds_;
  double beyond_mean_seconds_ =
      0.0;  // by how much more mixed tasks cost than the mean of those that remain
};

}  // namespace mpietl::schedule
