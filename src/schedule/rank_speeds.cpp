#include "mpietl/schedule/rank_speeds.hpp"

#include <algorithm>

namespace mpietl::schedule {

namespace {

// A neighbour comes and goes: what a rank did longer ago than some tasks fades.
constexpr double keep = 1.0 - 1.0 / 64.0;

// Beyond this a speed says more of single tasks than of the rank.
constexpr double slowest = 1.0 / 16.0;
constexpr double fastest = 4.0;

}  // namespace

RankSpeeds::RankSpeeds(const std::vector<int>& threads) {
  for (const int count : threads) {
    const double weight = std::max(1, count);
    ranks_.push_back({std::max(1, count), weight, 0.0, 0.0});
    total_ += weight;
    all_threads_ += static_cast<std::size_t>(std::max(1, count));
  }
}

void RankSpeeds::learn(std::size_t rank, double estimated_seconds, double seconds) {
  auto& known = ranks_[rank];
  known.estimated_seconds = keep * known.estimated_seconds + estimated_seconds;
  known.seconds = keep * known.seconds + seconds;
  if (!(known.seconds > 0.0)) return;
  const double speed = std::clamp(known.estimated_seconds / known.seconds, slowest, fastest);
  total_ -= known.weight;
  known.weight = known.threads * speed;
  total_ += known.weight;
}

}  // namespace mpietl::schedule
