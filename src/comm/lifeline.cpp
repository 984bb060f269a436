#include "comm/lifeline.hpp"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

constexpr std::chrono::seconds interval{1};

// What the library itself needs to end all ranks in order.
constexpr int intervals_of_patience = 5;

}  // namespace

Lifeline::Lifeline() {
  if (!launcher_rank()) return;
  watcher_ = std::jthread(
      [launcher = ::getppid()](const std::stop_token& stop) { watch(stop, launcher); });
}

void Lifeline::watch(const std::stop_token& stop, pid_t launcher) {
  std::mutex alone;
  std::unique_lock lock(alone);
  std::condition_variable_any wake;
  for (int gone = 0; gone < intervals_of_patience;) {
    if (wake.wait_for(lock, stop, interval, [&] { return stop.stop_requested(); })) return;
    gone = ::getppid() == launcher ? 0 : gone + 1;
  }
  ::_exit(static_cast<int>(ExitStatus::stopped_early));
}

}  // namespace mpietl::comm
