#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "mpietl/run/activity.hpp"

namespace mpietl::run {

inline constexpr std::size_t max_worker_threads = 4096;

/// What a worker process shows its rank, in shared memory.
struct WorkerState {
  std::atomic<std::int64_t> received_units{0};
  std::atomic<std::int64_t> bytes{0};
  std::atomic<double> busy_seconds{0.0};
  std::atomic<double> waiting_seconds{0.0};     ///< of units that no thread has begun
  std::atomic<std::int64_t> stalled_index{-1};  ///< of the item that is longest without progress
  std::atomic<double> stalled_seconds{0.0};
  std::atomic<std::int64_t> excess_bytes{0};  ///< its memory when it ended itself for that
  std::array<std::atomic<double>, max_worker_threads> left_seconds{};
  std::array<Activity, max_worker_threads> activities;  ///< of the threads
};

static_assert(std::atomic<double>::is_always_lock_free);
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

}  // namespace mpietl::run
