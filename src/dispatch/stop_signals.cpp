#include "mpietl/dispatch/stop_signals.hpp"

#include <atomic>

namespace mpietl::dispatch {

namespace {

// A signal handler can only use globals, and nothing that needs a lock.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::array<std::atomic<bool>, StopSignals::numbers.size()> has_come;
static_assert(std::atomic<bool>::is_always_lock_free);

void note(int number) {
  for (std::size_t i = 0; i < has_come.size(); ++i) {
    if (StopSignals::numbers.at(i) == number) has_come.at(i) = true;
  }
}

}  // namespace

StopSignals::StopSignals() {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    has_come.at(i) = false;
    ::sigaction(numbers.at(i), nullptr, &before_.at(i));
    // nohup ignores it, so that the run survives the end of the connection.
    if (numbers.at(i) == SIGHUP && before_.at(i).sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note;
    // Restarts interrupted reads and writes of files. A second ^C is deliberate: it has its default
    // effect.
    action.sa_flags = SA_RESTART;
    if (numbers.at(i) == SIGINT) action.sa_flags |= static_cast<int>(SA_RESETHAND);
    ::sigaction(numbers.at(i), &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    ::sigaction(numbers.at(i), &before_.at(i), nullptr);
    has_come.at(i) = false;
  }
}

int stop_signal() {
  for (std::size_t i = 0; i < has_come.size(); ++i) {
    if (has_come.at(i)) return StopSignals::numbers.at(i);
  }
  return 0;
}

std::string signal_name(int number) {
  switch (number) {
    case SIGTERM:
      return "SIGTERM";
    case SIGINT:
      return "SIGINT";
    case SIGHUP:
      return "SIGHUP";
    case SIGUSR1:
      return "SIGUSR1";
    default:
      return "SIGUSR2";
  }
}

}  // namespace mpietl::dispatch
