#pragma once

#include <cstddef>
#include <functional>

namespace mpietl::run {

/// What a team of threads does. None of it may throw.
struct TeamWork {
  /// Called for every task, each once, in rising order as threads become free.
  std::function<void(std::size_t task, int thread)> work;

  /// Called by a thread that has no task left, again and again until all tasks are done: helps
  /// another thread with its task and returns whether there was anything to help with.
  std::function<bool(int thread)> help;

  /// Called about every 10 ms by the thread that called run_team(), which does nothing else,
  /// so that it can serve MPI.
  std::function<void()> pulse;
};

/// Does tasks 0 to `count` - 1 on `threads` OpenMP threads, numbered from 0.
void run_team(std::size_t count, int threads, const TeamWork& team);

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

}  // namespace mpietl::run
