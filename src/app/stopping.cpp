#include "app/stopping.hpp"

#include <algorithm>
#include <atomic>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/comm/launch.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/run/item_queue.hpp"

namespace mpietl::app {

namespace {

// A handler can reach nothing but what is global, and only what needs no lock.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::array<std::atomic<bool>, StopSignals::numbers.size()> has_come;
static_assert(std::atomic<bool>::is_always_lock_free);

void note(int number) {
  for (std::size_t i = 0; i < has_come.size(); ++i) {
    if (StopSignals::numbers.at(i) == number) has_come.at(i) = true;
  }
}

// A launcher that ends a job kills its ranks some time after it told them, and the report has to be
// written by then.
double urgent_grace_seconds() {
  return comm::is_killed_soon(comm::variables_of_process()) ? 0.05 : 0.4;
}

// After a call to give up, which threads heed at the next block.
constexpr double patience_seconds = 10.0;

}  // namespace

StopSignals::StopSignals() {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    has_come.at(i) = false;
    ::sigaction(numbers.at(i), nullptr, &before_.at(i));
    // nohup has it ignored, so that the end of the connection does not end the run.
    if (numbers.at(i) == SIGHUP && before_.at(i).sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note;
    // The file that is being read or written goes on; and whoever types ^C twice means it.
    action.sa_flags = SA_RESTART;
    if (numbers.at(i) == SIGINT) action.sa_flags |= static_cast<int>(SA_RESETHAND);
    ::sigaction(numbers.at(i), &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    ::sigaction(numbers.at(i), &before_.at(i), nullptr);
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

std::optional<comm::StopCall> Stopper::own_reason() {
  const int signal = stop_signal();
  if (signal != 0 && signal != signal_told_) {
    signal_told_ = signal;
    return comm::StopCall{signal_name(signal),
                          is_urgent(signal) ? urgent_grace_seconds() : usual_grace_seconds};
  }
  if (has_told_trouble_) return std::nullopt;
  const auto trouble = work_.trouble();
  if (!trouble) return std::nullopt;
  has_told_trouble_ = true;
  return comm::StopCall{*trouble, usual_grace_seconds};
}

void Stopper::heed(const comm::StopCall& call) {
  const bool is_first = reason_.empty();
  const double left_seconds =
      is_first ? call.grace_seconds
               : std::min(call.grace_seconds, grace_seconds_ - since_heeded_.seconds());
  if (is_first) {
    reason_ = call.reason;
    queue_.abandon();
  }
  grace_seconds_ = left_seconds;
  since_heeded_.lap();
}

void Stopper::enforce() {
  if (reason_.empty() || since_heeded_.seconds() < grace_seconds_) return;
  if (!has_abandoned_) {
    has_abandoned_ = true;
    work_.abandon();
  }
  if (since_heeded_.seconds() < grace_seconds_ + patience_seconds) return;
  work_.last_word();
  comm::abort_all(static_cast<int>(ExitStatus::stopped_early));
}

}  // namespace mpietl::app
