#pragma once

#include <memory>
#include <string>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/comm/launch.hpp"

namespace mpietl::comm {

class LauncherWatch;

/// MPI from initialisation to finalisation. Make one, in main's thread, before any other thread.
/// While it lives, a process whose launcher has gone ends within seconds.
class Session {
 public:
  /// Throws Error(internal) when MPI does not let a threaded program make calls from one thread,
  /// and Error(usage) with the right command when the launcher is not one of this MPI library.
  Session(int* argc, char*** argv, LaunchMode mode = LaunchMode::one_job);

  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(Session&&) = delete;

  /// Finalises MPI, and ends the process by SIGALRM with a message when the library hangs for a
  /// minute. While an exception unwinds, ends all ranks instead: they would wait for ever.
  ~Session();

  [[nodiscard]] Communicator world() const;

 private:
  int exceptions_at_start_;
  std::unique_ptr<LauncherWatch> launcher_watch_;
};

/// Name and version of the MPI library.
std::string library_version();

}  // namespace mpietl::comm
