#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mpietl::run {

inline constexpr std::size_t max_worker_threads = 4096;

/// What a worker process shows its rank, in memory that both map. Zero when it is made.
struct WorkerState {
  std::atomic<std::int64_t> received_units{0};
  std::atomic<std::int64_t> bytes{0};
  std::atomic<double> busy_seconds{0.0};
  std::atomic<double> waiting_seconds{0.0};     ///< of units that nobody has begun
  std::atomic<std::int64_t> stalled_index{-1};  ///< of the item longest without progress
  std::atomic<double> stalled_seconds{0.0};
  std::array<std::atomic<double>, max_worker_threads> left_seconds{};

  /// By thread, the unit that it is at, as the place of its first item in the list; -1: none.
  std::array<std::atomic<std::int64_t>, max_worker_threads> units{};
};

static_assert(std::atomic<double>::is_always_lock_free);
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

}  // namespace mpietl::run
