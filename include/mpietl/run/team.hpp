#pragma once

#include <cstddef>
#include <functional>

namespace mpietl::run {

/// Calls `work(i, thread)` for every i below `count`, each once, on `threads` OpenMP threads
/// (thread numbers from 0), in rising order as threads become free. Meanwhile the calling thread
/// calls `pulse()` about every millisecond, and does nothing else, so that it can serve MPI.
/// `work` must not throw; what `pulse` throws ends the program.
void run_team(std::size_t count, int threads, const std::function<void(std::size_t, int)>& work,
              const std::function<void()>& pulse);

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

}  // namespace mpietl::run
