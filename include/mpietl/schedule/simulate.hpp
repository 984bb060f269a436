#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/schedule/dealer.hpp"

namespace mpietl::schedule {

/// A job with known costs.
struct KnownWork {
  Tasks tasks;
  std::function<double(std::size_t task)> thread_seconds;  ///< cost of a task

  /// Whether idle threads of its rank help with a task; empty: never.
  std::function<bool(std::size_t task)> is_shared;
};

/// A time in which a rank makes no progress: its host swaps, or its file system hangs.
struct Stall {
  std::size_t rank = 0;
  double start_seconds = 0.0;
  double seconds = 0.0;
};

/// Costs of messages on rank 0, and speeds of ranks. The defaults were measured with
/// tests/benchmarks/grants.cpp: Open MPI 4.1, 16 ranks on one host of 2 cores (EPYC, Xeon). A
/// slower network has a higher latency.
struct MachineCosts {
  double message_seconds = 4e-6;    ///< on rank 0 for each message received or sent
  double item_seconds = 0.65e-6;    ///< on rank 0 for each item of a grant: taken, packed, sent
  double record_seconds = 0.65e-6;  ///< on rank 0 for each record: received, stored, learnt from
  double latency_seconds = 0.2e-3;  ///< from sending to arrival
  double poll_seconds = 0.3e-3;     ///< until a polling thread notices an arrival
  std::vector<double> speeds;       ///< by rank; 1 where missing
  std::vector<Stall> stalls;
};

/// The defaults, with latency and polling such that a rank gets its answer after `answer_seconds`
/// (0: not known) when rank 0 is otherwise idle.
inline MachineCosts with_answers_after(double answer_seconds) {
  MachineCosts costs;
  if (!(answer_seconds > 0.0)) return costs;
  const double one_way_seconds = std::max(0.0, answer_seconds / 2 - costs.message_seconds);
  costs.poll_seconds = std::min(costs.poll_seconds, one_way_seconds);
  costs.latency_seconds = one_way_seconds - costs.poll_seconds;
  return costs;
}

/// The result of a job in virtual time.
struct Simulation {
  std::size_t threads = 0;       ///< on all ranks
  double wall_seconds = 0.0;     ///< from the first grant to the last record at rank 0
  double busy_seconds = 0.0;     ///< of all threads
  double idle_seconds = 0.0;     ///< of all threads
  double root_seconds = 0.0;     ///< spent by rank 0 on messages
  double longest_seconds = 0.0;  ///< duration of the longest task
  double imbalance = 1.0;  ///< busy seconds per thread: maximum over ranks divided by the mean
  std::size_t grants = 0;  ///< with tasks, not counting the first ones

  [[nodiscard]] double efficiency() const;  ///< busy fraction of the threads' time
  [[nodiscard]] double root_busy() const;   ///< fraction of the time that rank 0 spent on messages
  [[nodiscard]] double grants_per_second() const;
};

/// Runs a job in virtual time with the Dealer and the lookahead of real runs. Rank 0 handles
/// messages one after the other, on a processor that its own threads then lack; the threads of a
/// rank process tasks in the order of the grants. Deterministic. Memory: a few bytes for each task,
/// besides those of the Dealer, if the policy is dynamic.
Simulation simulate(const KnownWork& work, const Policy& policy, const MachineCosts& costs);

}  // namespace mpietl::schedule
