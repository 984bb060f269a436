#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "mpietl/schedule/dealer.hpp"

namespace mpietl::schedule {

/// A job whose costs are known.
struct KnownWork {
  Tasks tasks;
  std::function<double(std::size_t task)> thread_seconds;  ///< that a task takes one thread

  /// Whether idle threads of its rank help with a task; empty: with none.
  std::function<bool(std::size_t task)> is_shared;
};

/// A time in which a rank does nothing: its host swaps, or its file system hangs.
struct Stall {
  std::size_t rank = 0;
  double start_seconds = 0.0;
  double seconds = 0.0;
};

/// What talking costs rank 0, and how its ranks differ. The defaults were measured with
/// tests/benchmarks/grants.cpp: Open MPI 4.1, 16 ranks on one host of 2 cores (EPYC, Xeon); a
/// slower network has a longer latency.
struct MachineCosts {
  double message_seconds = 4e-6;    ///< of rank 0 for each message that it receives or sends
  double item_seconds = 0.65e-6;    ///< of rank 0 for each item of a grant: taken, packed, sent
  double record_seconds = 0.65e-6;  ///< of rank 0 for each record: received, stored, learnt from
  double latency_seconds = 0.2e-3;  ///< from a send to the arrival
  double poll_seconds = 0.3e-3;     ///< until a thread that polls with naps sees what has arrived
  std::vector<double> speeds;       ///< by rank; 1 where there is none
  std::vector<Stall> stalls;
};

/// The defaults, with latency and polls such that a rank has its answer after `answer_seconds`
/// (0: not known) where rank 0 has nothing else to do.
inline MachineCosts with_answers_after(double answer_seconds) {
  MachineCosts costs;
  if (!(answer_seconds > 0.0)) return costs;
  const double one_way_seconds = std::max(0.0, answer_seconds / 2 - costs.message_seconds);
  costs.poll_seconds = std::min(costs.poll_seconds, one_way_seconds);
  costs.latency_seconds = one_way_seconds - costs.poll_seconds;
  return costs;
}

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
