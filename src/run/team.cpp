#include "mpietl/run/team.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace mpietl::run {

namespace {

constexpr std::chrono::milliseconds nap{1};

}  // namespace

void run_team(std::size_t count, int threads, const TeamWork& team) {
  std::atomic<std::size_t> next{0};
  std::atomic<int> working{0};
  omp_set_dynamic(0);
#pragma omp parallel num_threads(threads + 1) default(none) shared(count, team, next, working, nap)
  {
    const int member = omp_get_thread_num();
    // OpenMP may give fewer threads than asked for (OMP_THREAD_LIMIT).
    const bool is_alone = omp_get_num_threads() == 1;
#pragma omp single
    working = omp_get_num_threads() - 1;
    if (member > 0 || is_alone) {
      for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
        team.work(i, std::max(0, member - 1));
        if (is_alone) team.pulse();
      }
      if (!is_alone) working.fetch_sub(1);
    }
    // Whoever is done sleeps here, not in the region's barrier: OpenMP libraries spin there, and
    // other ranks may need the core.
    while (working.load() > 0) {
      if (member == 0) team.pulse();
      if (member == 0 || !team.help(member - 1)) std::this_thread::sleep_for(nap);
    }
  }
  // Lets the threads go, which would spin for the next region.
  omp_pause_resource_all(omp_pause_soft);
}

int threads_asked_by_environment() {
  return std::getenv("OMP_NUM_THREADS") == nullptr ? 0 : omp_get_max_threads();
}

}  // namespace mpietl::run
