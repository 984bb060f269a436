#pragma once

#include <sys/types.h>

#include <stop_token>
#include <thread>

namespace mpietl::comm {

/// Ends this process when the launcher that started it has been gone for some seconds. MPI
/// libraries do that themselves, but for moments in which they wait for ranks that are gone too:
/// such a rank would stay for ever. Does nothing where no launcher started the process.
class Lifeline {
 public:
  Lifeline();

 private:
  static void watch(const std::stop_token& stop, pid_t launcher);

  std::jthread watcher_;
};

}  // namespace mpietl::comm
