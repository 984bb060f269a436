#include "mpietl/run/team.hpp"

#include <omp.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace mpietl::run {

namespace {

// A look at what other threads need help with costs little.
constexpr std::chrono::milliseconds help_interval{1};

// Ranks that share a core would take it from each other for nothing.
constexpr std::chrono::milliseconds pulse_interval{10};

/// Counts arrivals, and wakes who waits for them.
class Gate {
 public:
  void arrive() {
    const std::lock_guard lock(mutex_);
    ++arrived_;
    changed_.notify_all();
  }

  /// Waits until `count` have arrived, at most for `time`; returns whether they have.
  bool wait_for(int count, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [&] { return arrived_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
};

void work_in_parallel(std::size_t count, int threads, const TeamWork& team) {
  std::atomic<std::size_t> next{0};
  Gate out_of_tasks;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(threads) default(none) \
    shared(count, team, next, out_of_tasks, help_interval)
  {
    const int thread = omp_get_thread_num();
    for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) team.work(i, thread);
    out_of_tasks.arrive();
    // Whoever is done sleeps here, not in the region's barrier: OpenMP libraries spin there, and
    // other ranks may need the core.
    auto interval = std::chrono::milliseconds::zero();
    while (!out_of_tasks.wait_for(omp_get_num_threads(), interval)) {
      interval = team.help(thread) ? std::chrono::milliseconds::zero() : help_interval;
    }
  }
}

}  // namespace

void run_team(std::size_t count, int threads, const TeamWork& team) {
  Gate over;
  // The region has a thread of its own to start from, and ends with it: with one thread there is
  // no team whose members spin until all are there, and no pool stays to spin for the next region.
  const std::jthread workers([&] {
    work_in_parallel(count, threads, team);
    over.arrive();
  });
  while (!over.wait_for(1, pulse_interval)) team.pulse();
}

int threads_asked_by_environment() {
  return std::getenv("OMP_NUM_THREADS") == nullptr ? 0 : omp_get_max_threads();
}

}  // namespace mpietl::run
