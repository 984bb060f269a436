#include "mpietl/run/local_team.hpp"

#include <omp.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace mpietl::run {

namespace {

// Checking whether other threads need help is cheap.
constexpr std::chrono::microseconds help_interval{1000};

/// Counts arrivals, and wakes threads that wait for them.
class Gate {
 public:
  void arrive() {
    const std::lock_guard lock(mutex_);
    ++arrived_;
    changed_.notify_all();
  }

  /// Waits until `count` have arrived, but not longer than `time`; returns whether they have.
  bool wait_for(int count, std::chrono::microseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [&] { return arrived_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
};

void show_unit(Workspace& workspace, std::int64_t place) {
  if (workspace.activity != nullptr) workspace.activity->unit = place;
}

}  // namespace

LocalTeam::LocalTeam(int threads, Work& work, Supervision& supervision, const Counters& counters)
    : work_(work),
      supervision_(supervision),
      counters_(counters),
      queue_(threads, alarm_),
      workspaces_(static_cast<std::size_t>(threads)) {
  for (int thread = 0; thread < threads; ++thread) {
    workspaces_[static_cast<std::size_t>(thread)].thread = thread;
  }
  // The parallel region starts from its own thread and ends with it. So a team of one thread has no
  // members that spin until all are there, and no pool keeps spinning for the next region.
  first_ = std::jthread([this] {
    work_in_parallel();
    is_over_ = true;
    alarm_.ring();
  });
}

LocalTeam::~LocalTeam() {
  if (!is_over_) queue_.abandon();
}

void LocalTeam::show_in(std::span<Activity> activities) {
  for (auto& workspace : workspaces_) {
    workspace.activity = &activities[static_cast<std::size_t>(workspace.thread)];
  }
}

/// Takes units until no more will come, and helps other threads meanwhile.
void LocalTeam::do_units(Workspace& workspace) {
  while (!queue_.is_over()) {
    if (auto taken = queue_.take(workspace.thread)) {
      if (taken->ahead) work_.prepare(*taken->ahead, workspace);
      show_unit(workspace, taken->unit.items.front().index);
      outbox_.add(work_.process(taken->unit, workspace));
      if (wakes_for_records_) alarm_.ring();
      show_unit(workspace, -1);
    } else if (!work_.help(workspace)) {
      queue_.wait_for(help_interval);
    }
  }
}

void LocalTeam::work_in_parallel() {
  Gate out_of_units;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(queue_.threads()) default(none) shared(out_of_units, help_interval)
  {
    auto& workspace = workspaces_[static_cast<std::size_t>(omp_get_thread_num())];
    do_units(workspace);
    out_of_units.arrive();
    // Threads that have finished sleep here, not in the barrier of the region: OpenMP libraries
    // spin there, and other ranks may need the core.
    auto interval = std::chrono::microseconds::zero();
    while (!out_of_units.wait_for(omp_get_num_threads(), interval)) {
      interval = work_.help(workspace) ? std::chrono::microseconds::zero() : help_interval;
    }
  }
}

TeamCounts LocalTeam::counts() const {
  return {counters_.items.load(std::memory_order_relaxed),
          counters_.failed.load(std::memory_order_relaxed),
          counters_.bytes.load(std::memory_order_relaxed),
          counters_.busy_seconds.load(std::memory_order_relaxed)};
}

}  // namespace mpietl::run
