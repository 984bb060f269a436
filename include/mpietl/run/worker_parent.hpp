#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

struct WorkerState;

/// A started worker process, and the rank's end of the socket to it.
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

/// A small process that a rank forks before it starts MPI or threads. It can fork worker processes
/// at any time, since it has neither. It and its workers always end with the rank.
class WorkerParent {
 public:
  /// Forks. Throws Error(host).
  WorkerParent();
  WorkerParent(const WorkerParent&) = delete;
  WorkerParent& operator=(const WorkerParent&) = delete;
  WorkerParent(WorkerParent&&) = delete;
  WorkerParent& operator=(WorkerParent&&) = delete;

  /// Ends the process and its workers.
  ~WorkerParent();

  /// Starts a worker process. Throws Error(host).
  StartedWorker start();

  /// How a worker has ended; empty if it has not ended within two seconds.
  std::optional<EndedWorker> end_of(pid_t worker);

  /// Memory shared with the workers, of which there is one at a time.
  [[nodiscard]] WorkerState& state() const { return *state_; }

 private:
  WorkerState* state_;
  pid_t process_ = 0;
  FileDescriptor socket_{-1};
};

}  // namespace mpietl::run
