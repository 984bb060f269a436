#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mpietl::schedule {

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

}  // namespace mpietl::schedule
