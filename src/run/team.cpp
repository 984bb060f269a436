#include "mpietl/run/team.hpp"

#include <omp.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <set>
#include <thread>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

namespace {

// A look at what other threads need help with costs little.
constexpr std::chrono::microseconds help_interval{1000};

/// Counts arrivals, and wakes who waits for them.
class Gate {
 public:
  void arrive() {
    const std::lock_guard lock(mutex_);
    ++arrived_;
    changed_.notify_all();
  }

  /// Waits until `count` have arrived, at most for `time`; returns whether they have.
  bool wait_for(int count, std::chrono::microseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [&] { return arrived_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
};

/// Takes items until there will be no more; helps others while there is none.
void do_items(ItemQueue& queue, const TeamWork& team, int thread) {
  while (!queue.is_over()) {
    if (const auto taken = queue.take(thread)) {
      if (taken->ahead) team.soon(*taken->ahead, thread);
      team.work(taken->item, thread);
    } else if (!team.help(thread)) {
      queue.wait_for(help_interval);
    }
  }
}

void work_in_parallel(ItemQueue& queue, const TeamWork& team) {
  Gate out_of_items;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(queue.threads()) default(none) \
    shared(queue, team, out_of_items, help_interval)
  {
    const int thread = omp_get_thread_num();
    do_items(queue, team, thread);
    out_of_items.arrive();
    // Whoever is done sleeps here, not in the region's barrier: OpenMP libraries spin there, and
    // other ranks may need the core.
    auto interval = std::chrono::microseconds::zero();
    while (!out_of_items.wait_for(omp_get_num_threads(), interval)) {
      interval = team.help(thread) ? std::chrono::microseconds::zero() : help_interval;
    }
  }
}

}  // namespace

void run_team(ItemQueue& queue, Alarm& alarm, const TeamWork& team) {
  std::atomic<bool> is_over{false};
  // The region has a thread of its own to start from, and ends with it: with one thread there is
  // no team whose members spin until all are there, and no pool stays to spin for the next region.
  const std::jthread workers([&] {
    work_in_parallel(queue, team);
    is_over = true;
    alarm.ring();
  });
  try {
    while (!is_over) alarm.nap(team.pulse());
  } catch (...) {
    queue.abandon();  // or the workers would wait for more
    throw;
  }
}

int threads_asked_by_environment() {
  return std::getenv("OMP_NUM_THREADS") == nullptr ? 0 : omp_get_max_threads();
}

std::vector<int> cpus_of_places() {
  std::set<int> cpus;
  for (int place = 0; place < omp_get_num_places(); ++place) {
    std::vector<int> of_place(static_cast<std::size_t>(omp_get_place_num_procs(place)));
    omp_get_place_proc_ids(place, of_place.data());
    cpus.insert(of_place.begin(), of_place.end());
  }
  return {cpus.begin(), cpus.end()};
}

std::string openmp_version() {
  return std::to_string(_OPENMP) + ", " +
         file_of_library(reinterpret_cast<const void*>(&omp_get_max_threads));
}

}  // namespace mpietl::run
