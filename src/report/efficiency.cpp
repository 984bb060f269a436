#include "mpietl/report/efficiency.hpp"

#include <algorithm>

#include "mpietl/report/known.hpp"
#include "report/threads.hpp"

namespace mpietl::report {

Efficiency efficiency_of(std::span<const RankRecord> ranks, double work_seconds) {
  double busy = 0.0;
  double most = 0.0;
  for (const RankRecord& rank : ranks) {
    const double rank_busy = finite(rank.busy_seconds);
    busy += rank_busy;
    most = std::max(most, rank_busy / threads_of(rank));
  }
  Efficiency efficiency;
  if (ranks.empty()) return efficiency;
  const double mean = busy / threads_of(ranks);
  efficiency.mean_useful_seconds = mean;
  efficiency.max_useful_seconds = most;
  if (!(most > 0.0)) return efficiency;
  efficiency.load_balance = mean / most;
  if (!(work_seconds > 0.0)) return efficiency;
  efficiency.communication = most / work_seconds;
  efficiency.parallel = efficiency.load_balance * efficiency.communication;
  return efficiency;
}

double thread_balance(std::span<const RankRecord> ranks, std::span<const Lane> lanes) {
  double busy = 0.0;
  double most = 0.0;
  for (const Lane& lane : lanes) {
    busy += lane.busy_seconds;
    most = std::max(most, lane.busy_seconds);
  }
  const double threads = std::max(threads_of(ranks), static_cast<double>(lanes.size()));
  return most > 0.0 ? busy / threads / most : not_measured;
}

}  // namespace mpietl::report
