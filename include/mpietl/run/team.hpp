#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "mpietl/run/outbox.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/unit_queue.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::run {

/// The OpenMP threads of a rank, at work on the units that are pushed, until the queue is closed
/// and empty. Threads that find it empty help others with theirs.
class Team {
 public:
  /// Starts `threads` threads. Uses `work` as long as it lives.
  Team(int threads, Work& work);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  Team(Team&&) = delete;
  Team& operator=(Team&&) = delete;

  /// Drops what was not begun, and waits for the rest.
  ~Team();

  [[nodiscard]] UnitQueue& queue() { return queue_; }
  [[nodiscard]] Outbox& outbox() { return outbox_; }

  /// Whether all units are done, and no more will come.
  [[nodiscard]] bool is_over() const { return is_over_; }

  /// Sleeps until the team is over or little is waiting, at most for `time`.
  void wait(std::chrono::microseconds time) { alarm_.wait(time); }

 private:
  void do_units(Workspace& workspace);
  void work_in_parallel();

  Work& work_;
  Alarm alarm_;
  UnitQueue queue_;
  Outbox outbox_;
  std::vector<Workspace> workspaces_;  // by thread
  std::atomic<bool> is_over_{false};
  std::jthread first_;  // of the threads
};

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

/// Numbers of the processors that the threads of this process may run on, rising.
std::vector<int> allowed_cpus();

/// Numbers of the processors in OpenMP's places, rising; none when OMP_PLACES and OMP_PROC_BIND ask
/// for no places. Where there are places, teams spread over them although the thread that main()
/// began with may use the first one only.
std::vector<int> cpus_of_places();

/// Date of the OpenMP specification that the compiler follows, and file of the runtime in use:
/// "201511, libgomp.so.1.0.0".
std::string openmp_version();

}  // namespace mpietl::run
