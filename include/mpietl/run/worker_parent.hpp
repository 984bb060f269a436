#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

struct WorkerState;

/// A worker process that was started, and the rank's end of the socket to it.
struct StartedWorker {
  pid_t process = 0;
  FileDescriptor socket{-1};
};

/// A worker process that has ended.
struct EndedWorker {
  int wait_status = 0;
  double cpu_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
};

/// A small process that a rank forks before it starts MPI or threads, so that worker processes can
/// be forked at any time from a process that has neither. It and its workers end with the rank,
/// whatever ends that.
class WorkerParent {
 public:
  /// Forks. Throws Error(host).
  WorkerParent();
  WorkerParent(const WorkerParent&) = delete;
  WorkerParent& operator=(const WorkerParent&) = delete;
  WorkerParent(WorkerParent&&) = delete;
  WorkerParent& operator=(WorkerParent&&) = delete;

  /// Ends it and its workers.
  ~WorkerParent();

  /// Starts a worker process. Throws Error(host).
  StartedWorker start();

  /// How a worker has ended; none when it has not within two seconds.
  std::optional<EndedWorker> end_of(pid_t worker);

  /// The memory that is shared with workers, one at a time.
  [[nodiscard]] WorkerState& state() const { return *state_; }

 private:
  WorkerState* state_;
  pid_t process_ = 0;
  FileDescriptor socket_{-1};
};

}  // namespace mpietl::run
