#include "mpietl/run/team.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace mpietl::run {

namespace {

// A look at what other threads need help with costs little.
constexpr std::chrono::milliseconds help_interval{1};

// Ranks that share a core would take it from each other for nothing.
constexpr std::chrono::milliseconds pulse_interval{10};

/// Counts the threads that have no task left, and wakes who waits for them.
class Finish {
 public:
  void arrive() {
    const std::lock_guard lock(mutex_);
    ++arrived_;
    changed_.notify_all();
  }

  /// Waits until `count` threads have arrived, at most for `time`; returns whether they have.
  bool wait_for(int count, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [&] { return arrived_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
};

}  // namespace

void run_team(std::size_t count, int threads, const TeamWork& team) {
  std::atomic<std::size_t> next{0};
  Finish finish;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(threads + 1) default(none) \
    shared(count, team, next, finish, pulse_interval, help_interval)
  {
    const int member = omp_get_thread_num();
    // OpenMP may give fewer threads than asked for (OMP_THREAD_LIMIT).
    const int workers = omp_get_num_threads() - 1;
    if (member > 0 || workers == 0) {
      for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
        team.work(i, std::max(0, member - 1));
        if (workers == 0) team.pulse();
      }
      finish.arrive();
    }
    // Whoever is done sleeps here, not in the region's barrier: OpenMP libraries spin there, and
    // other ranks may need the core.
    auto interval = std::chrono::milliseconds::zero();
    while (!finish.wait_for(std::max(1, workers), interval)) {
      if (member == 0) team.pulse();
      const bool is_helping = member > 0 && team.help(member - 1);
      interval = is_helping ? std::chrono::milliseconds::zero()
                            : (member == 0 ? pulse_interval : help_interval);
    }
  }
  // Lets the threads go, which would spin for the next region.
  omp_pause_resource_all(omp_pause_soft);
}

int threads_asked_by_environment() {
  return std::getenv("OMP_NUM_THREADS") == nullptr ? 0 : omp_get_max_threads();
}

}  // namespace mpietl::run
