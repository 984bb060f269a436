#pragma once

#include <cstddef>
#include <vector>

namespace mpietl::schedule {

/// How much work ranks get done in a second, beside each other: their threads, times how the tasks
/// that they did compare with what the model of costs says of such tasks.
class RankSpeeds {
 public:
  /// `threads[rank]`: at least 1.
  explicit RankSpeeds(const std::vector<int>& threads);

  /// `rank` took `seconds` for what costs `estimated_seconds` on average over all ranks.
  void learn(std::size_t rank, double estimated_seconds, double seconds);

  /// The part of all ranks' speed that is `rank`'s; the parts add up to 1.
  [[nodiscard]] double part(std::size_t rank) const { return ranks_[rank].weight / total_; }

  [[nodiscard]] std::size_t ranks() const { return ranks_.size(); }
  [[nodiscard]] int threads(std::size_t rank) const { return ranks_[rank].threads; }
  [[nodiscard]] std::size_t all_threads() const { return all_threads_; }

 private:
  struct Rank {
    int threads = 1;
    double weight = 1.0;
    double estimated_seconds = 0.0;
    double seconds = 0.0;
  };

  std::vector<Rank> ranks_;
  double total_ = 0.0;
  std::size_t all_threads_ = 0;
};

}  // namespace mpietl::schedule
