#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mpietl::schedule {

/// Threads for each rank of one host, from the processors that each may use: a processor that
/// several ranks may use is shared among them, none is lost to rounding, and every
/// rank has at least one thread. `cpus` holds for each rank its processor numbers.
std::vector<int> share_cpus(std::span<const std::vector<int>> cpus);

/// Processors that a group of processes may use together.
struct Quota {
  std::uint64_t group = 0;
  int cpus = 1;
};

/// `threads` of the ranks of one host, fewer where those of a group have more than its quota; each
/// keeps one. `quotas` holds those of each rank.
std::vector<int> within_quotas(std::vector<int> threads,
                               std::span<const std::vector<Quota>> quotas);

/// How much work ranks get done in a second, beside each other: their threads, times how the tasks
/// that they did compare with what the model of costs says of such tasks.
class RankSpeeds {
 public:
  /// `threads[rank]`: at least 1.
  explicit RankSpeeds(const std::vector<int>& threads);

  /// `rank` took `seconds` for what was thought to cost `estimated_seconds`. It does not matter
  /// when estimates are wrong, as long as they are so for all ranks.
  void learn(std::size_t rank, double estimated_seconds, double seconds);

  /// The part of all ranks' speed that is `rank`'s, but no more than its part of all threads: a
  /// fast rank asks more often. One that nothing is known of is like the mean of others.
  [[nodiscard]] double part(std::size_t rank) const;

  [[nodiscard]] std::size_t ranks() const { return ranks_.size(); }
  [[nodiscard]] int threads(std::size_t rank) const { return ranks_[rank].threads; }
  [[nodiscard]] std::size_t all_threads() const { return all_threads_; }

 private:
  struct Rank {
    int threads = 1;
    double estimated_seconds = 0.0;
    double seconds = 0.0;
    double speed = 0.0;  // of a thread, in estimated seconds a second; 0: not known
  };

  [[nodiscard]] double mean_speed() const;

  std::vector<Rank> ranks_;
  std::size_t all_threads_ = 0;
  std::size_t known_threads_ = 0;  // of ranks whose speed is known
  double known_speed_ = 0.0;       // of all those threads together
};

}  // namespace mpietl::schedule
