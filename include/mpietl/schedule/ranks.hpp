#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mpietl::schedule {

/// The number of threads for each rank of one host, from the processors that each may use: ranks
/// share common processors, rounding loses none, and every rank has at least one thread. `cpus`
/// holds the processor numbers of each rank.
std::vector<int> share_cpus(std::span<const std::vector<int>> cpus);

/// The CPU quota of a group of processes.
struct Quota {
  std::uint64_t group = 0;
  int cpus = 1;
};

/// Reduces the `threads` of the ranks of one host where those of a group exceed its quota; each
/// rank keeps at least one. `quotas` holds those of each rank.
std::vector<int> within_quotas(std::vector<int> threads,
                               std::span<const std::vector<Quota>> quotas);

/// The relative speeds of ranks: their threads, times the ratio of estimated and measured costs of
/// their tasks.
class RankSpeeds {
 public:
  /// `threads[rank]` must be at least 1.
  explicit RankSpeeds(const std::vector<int>& threads);

  /// Reports that `rank` took `seconds` for an estimated cost. Estimates may be wrong by the same
  /// factor on all ranks.
  void learn(std::size_t rank, double estimated_seconds, double seconds);

  /// The fraction of the total speed that `rank` contributes, but at most its fraction of all
  /// threads: a fast rank asks more often instead. A rank without measurements counts as average.
  [[nodiscard]] double part(std::size_t rank) const;

  [[nodiscard]] std::size_t ranks() const { return ranks_.size(); }
  [[nodiscard]] int threads(std::size_t rank) const { return ranks_[rank].threads; }
  [[nodiscard]] std::size_t all_threads() const { return all_threads_; }

 private:
  struct Rank {
    int threads = 1;
    double estimated_seconds = 0.0;
    double seconds = 0.0;
    double speed = 0.0;  // of a thread, in estimated seconds per second; 0: not known
  };

  [[nodiscard]] double mean_speed() const;

  std::vector<Rank> ranks_;
  std::size_t all_threads_ = 0;
  std::size_t known_threads_ = 0;  // of ranks with known speed
  double known_speed_ = 0.0;       // sum over those threads
};

}  // namespace mpietl::schedule
