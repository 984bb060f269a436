#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "mpietl/job/item.hpp"
#include "mpietl/run/item_queue.hpp"

namespace mpietl::run {

/// What a team of threads does. None of it may throw.
struct TeamWork {
  /// Called for every item of the queue, each once, in its order as threads become free.
  std::function<void(const job::Item& item, int thread)> work;

  /// Told of an item that comes a round of all threads later.
  std::function<void(const job::Item& item, int thread)> soon;

  /// Called by a thread that finds the queue empty, again and again until all items are done: helps
  /// another thread with its item and returns whether there was anything to help with.
  std::function<bool(int thread)> help;

  /// Called again and again by the thread that called run_team(), which does nothing else, so that
  /// it can serve MPI; returns how long it may sleep until the next call.
  std::function<std::chrono::microseconds()> pulse;
};

/// Does the items of `queue` on its OpenMP threads, numbered from 0, until it is closed and empty.
/// `alarm` wakes the thread of the pulse before its time.
void run_team(ItemQueue& queue, Alarm& alarm, const TeamWork& team);

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

/// Numbers of the processors in OpenMP's places, rising; none when OMP_PLACES and OMP_PROC_BIND ask
/// for no places. Where there are places, teams spread over them although the thread that main()
/// began with may use the first one only.
std::vector<int> cpus_of_places();

/// Date of the OpenMP specification that the compiler follows, and file of the runtime in use:
/// "201511, libgomp.so.1.0.0".
std::string openmp_version();

}  // namespace mpietl::run
