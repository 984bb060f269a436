#include "mpietl/run/team.hpp"

#include <omp.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <set>

#include "mpietl/core/file.hpp"
#include "mpietl/core/process_info.hpp"

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

}  // namespace

Team::Team(int threads, Work& work)
    : work_(work), queue_(threads, alarm_), workspaces_(static_cast<std::size_t>(threads)) {
  for (int thread = 0; thread < threads; ++thread) {
    workspaces_[static_cast<std::size_t>(thread)].thread = thread;
  }
  // The region has a thread of its own to start from, and ends with it: with one thread there is
  // no team whose members spin until all are there, and no pool stays to spin for the next region.
  first_ = std::jthread([this] {
    work_in_parallel();
    is_over_ = true;
    alarm_.ring();
  });
}

Team::~Team() {
  if (!is_over_) queue_.abandon();
}

/// Takes units until there will be no more; helps others while there is none.
void Team::do_units(Workspace& workspace) {
  while (!queue_.is_over()) {
    if (auto taken = queue_.take(workspace.thread)) {
      if (taken->ahead) work_.prepare(*taken->ahead, workspace);
      outbox_.add(work_.process(taken->unit, workspace));
    } else if (!work_.help(workspace)) {
      queue_.wait_for(help_interval);
    }
  }
}

void Team::work_in_parallel() {
  Gate out_of_units;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(queue_.threads()) default(none) shared(out_of_units, help_interval)
  {
    auto& workspace = workspaces_[static_cast<std::size_t>(omp_get_thread_num())];
    do_units(workspace);
    out_of_units.arrive();
    // Whoever is done sleeps here, not in the region's barrier: OpenMP libraries spin there, and
    // other ranks may need the core.
    auto interval = std::chrono::microseconds::zero();
    while (!out_of_units.wait_for(omp_get_num_threads(), interval)) {
      interval = work_.help(workspace) ? std::chrono::microseconds::zero() : help_interval;
    }
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

std::vector<int> allowed_cpus() {
  const auto cpus = cpus_of_places();
  return cpus.empty() ? cpus_of_process(0) : cpus;
}

std::string openmp_version() {
  return std::to_string(_OPENMP) + ", " +
         file_of_library(reinterpret_cast<const void*>(&omp_get_max_threads));
}

}  // namespace mpietl::run
