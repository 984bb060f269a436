#pragma once

#include <memory>
#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/comm/launch.hpp"

namespace mpietl::comm {

class LauncherWatch;

/// MPI from initialisation to finalisation. Make one, in the main thread, before any other thread.
/// While it lives, the process ends within seconds after its launcher has gone.
class Session {
 public:
  /// Throws Error(internal) if MPI does not support other threads next to the one that calls it,
  /// and Error(usage) with the right command if the launcher belongs to another MPI library.
  Session(int* argc, char*** argv, LaunchMode mode = LaunchMode::one_job);

  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(Session&&) = delete;

  /// Finalises MPI. If that takes a minute, the process prints a message and ends by SIGALRM. While
  /// an exception unwinds, ends all ranks instead: they would wait for ever.
  ~Session();

  [[nodiscard]] Communicator world() const;

 private:
  int exceptions_at_start_;
  std::unique_ptr<LauncherWatch> launcher_watch_;
};

/// Name and version of the MPI library.
std::string library_version();

}  // namespace mpietl::comm
