#include "mpietl/schedule/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mpietl::schedule {

namespace {

// Other programs come and go: measurements older than some tasks fade.
constexpr double keep = 1.0 - 1.0 / 64.0;

// Beyond this ratio to the other ranks, a speed reflects single tasks rather than the rank. A rank
// with easy tasks must not get too much: too small a grant costs one request, too large a one
// delays the whole job.
constexpr double slowest = 1.0 / 16.0;
constexpr double fastest = 1.0;

}  // namespace

std::vector<int> share_cpus(std::span<const std::vector<int>> cpus) {
  std::map<int, int> users;
  for (const auto& allowed : cpus) {
    for (const int cpu : allowed) ++users[cpu];
  }
  std::vector<int> threads;
  double end = 0.0;
  int given = 0;
  for (const auto& allowed : cpus) {
    for (const int cpu : allowed) end += 1.0 / users.at(cpu);
    // Rounds the borders between ranks, so that no processor is lost.
    const int until = static_cast<int>(std::floor(end + 1e-6));
    threads.push_back(std::max(1, until - given));
    given = until;
  }
  return threads;
}

std::vector<int> within_quotas(std::vector<int> threads,
                               std::span<const std::vector<Quota>> quotas) {
  struct Group {
    int cpus = 0;
    std::vector<std::size_t> ranks;
  };
  std::map<std::uint64_t, Group> groups;
  for (std::size_t rank = 0; rank < quotas.size(); ++rank) {
    for (const auto& quota : quotas[rank]) {
      groups[quota.group].cpus = quota.cpus;
      groups[quota.group].ranks.push_back(rank);
    }
  }
  for (const auto& [number, group] : groups) {
    int all = 0;
    for (const auto rank : group.ranks) all += threads[rank];
    if (all <= group.cpus) continue;
    double end = 0.0;
    int given = 0;
    for (const auto rank : group.ranks) {
      end += static_cast<double>(threads[rank]) * group.cpus / all;
      const int until = static_cast<int>(std::floor(end + 1e-6));
      threads[rank] = std::max(1, until - given);
      given = until;
    }
  }
  return threads;
}

RankSpeeds::RankSpeeds(const std::vector<int>& threads) {
  for (const int count : threads) {
    ranks_.push_back({std::max(1, count), 0.0, 0.0, 0.0});
    all_threads_ += static_cast<std::size_t>(std::max(1, count));
  }
}

void RankSpeeds::learn(std::size_t rank, double estimated_seconds, double seconds) {
  constexpr double min_speed = 1e-6;
  constexpr double max_speed = 1e6;
  auto& known = ranks_[rank];
  known.estimated_seconds = keep * known.estimated_seconds + estimated_seconds;
  known.seconds = keep * known.seconds + seconds;
  if (!(known.seconds > 0.0)) return;
  if (known.speed == 0.0) known_threads_ += static_cast<std::size_t>(known.threads);
  known_speed_ -= known.threads * known.speed;
  known.speed = std::clamp(known.estimated_seconds / known.seconds, min_speed, max_speed);
  known_speed_ += known.threads * known.speed;
}

double RankSpeeds::mean_speed() const {
  return known_threads_ == 0 ? 1.0 : known_speed_ / static_cast<double>(known_threads_);
}

double RankSpeeds::part(std::size_t rank) const {
  const auto& asked = ranks_[rank];
  const double mean = mean_speed();
  const double speed =
      asked.speed == 0.0 ? mean : std::clamp(asked.speed, slowest * mean, fastest * mean);
  return asked.threads * speed / (mean * static_cast<double>(all_threads_));
}

}  // namespace mpietl::schedule
