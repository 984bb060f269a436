#pragma once

#include <cstddef>
#include <functional>

#include "mpietl/schedule/dealer.hpp"
#include "mpietl/schedule/machine_costs.hpp"
#include "mpietl/schedule/tasks.hpp"

namespace mpietl::schedule {

/// A job whose costs are known.
struct KnownWork {
  Tasks tasks;
  std::function<double(std::size_t task)> thread_seconds;  ///< that a task takes one thread

  /// Whether idle threads of its rank help with a task; empty: with none.
  std::function<bool(std::size_t task)> is_shared;
};

/// What became of a job in virtual time.
struct Simulation {
  std::size_t threads = 0;       ///< that work, over all ranks
  double wall_seconds = 0.0;     ///< from the first part to the last record at rank 0
  double busy_seconds = 0.0;     ///< of all threads
  double idle_seconds = 0.0;     ///< of all threads
  double root_seconds = 0.0;     ///< that rank 0 spent on messages
  double longest_seconds = 0.0;  ///< from start to end of the task that took longest
  double imbalance = 1.0;        ///< busy seconds a thread: most of all ranks by the mean
  std::size_t grants = 0;        ///< with tasks, without the first parts

  [[nodiscard]] double efficiency() const;  ///< busy part of the threads' time
  [[nodiscard]] double root_busy() const;   ///< part of the time that rank 0 spent on messages
  [[nodiscard]] double grants_per_second() const;
};

/// Runs a job in virtual time with the Dealer and the lookahead of the real one. Rank 0 handles
/// messages one after the other, on a processor that its own workers lose; the threads of a rank
/// take tasks in the order in which they were given. Deterministic. Memory: a few bytes a task
/// beside those of the Dealer, when the policy is dynamic.
Simulation simulate(const KnownWork& work, const Policy& policy, const MachineCosts& costs);

}  // namespace mpietl::schedule
