#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/schedule/cost_model.hpp"
#include "mpietl/schedule/largest_first.hpp"
#include "mpietl/schedule/ranks.hpp"

namespace mpietl::schedule {

/// How tasks are dealt out.
struct Policy {
  bool is_dynamic = true;    ///< a first part, then grants; else all at once
  std::size_t chunk = 0;     ///< tasks of a grant; 0: shrinking with what is left
  std::vector<int> threads;  ///< that work on each rank
};

/// A task that was given to a rank.
struct Given {
  TaskId task;
  double estimated_seconds = 0.0;  ///< of one thread
};

/// Deals the tasks of a job to its ranks, those that cost most first. Grants are guided
/// self-scheduling (Polychronopoulos and Kuck, 1987) over estimated seconds instead of counts: a
/// fixed part of what is left for each thread, weighted by how fast its rank has been, as in
/// Hummel et al., "Load-sharing in heterogeneous systems via weighted factoring", 1996. Where there
/// are so many threads that rank 0 could not hand out the smallest tasks fast enough in the end,
/// large and small ones leave mixed. Knows neither MPI nor clocks, so it also runs in simulations.
class Dealer {
 public:
  Dealer(const Tasks& tasks, Policy policy);

  /// The first part of each rank; all there is unless the policy is dynamic. Call it once, first.
  std::vector<std::vector<Given>> first();

  /// What `rank` gets next; nothing when all is given.
  std::vector<Given> grant(std::size_t rank);

  /// `rank` has done a task; it took so many seconds of one thread.
  void learn(std::size_t rank, TaskId task, double seconds);

  [[nodiscard]] bool is_empty() const { return pool_.is_empty(); }

  /// Estimated seconds of one thread that all tasks cost which are not given yet.
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
  double beyond_mean_seconds_ = 0.0;  // by which mixed tasks cost more than those left
};

}  // namespace mpietl::schedule
