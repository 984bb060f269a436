#include "app/stopper.hpp"

#include <algorithm>

#include "app/signals.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::app {

namespace {

// A launcher that ends a job kills its ranks one or two seconds after it told them, and the report
// has to be written by then.
constexpr double urgent_grace_seconds = 0.4;

// After a call to give up, which threads heed at the next block.
constexpr double patience_seconds = 10.0;

}  // namespace

std::optional<comm::StopCall> Stopper::own_reason() {
  const int signal = stop_signal();
  if (signal != 0 && signal != signal_told_) {
    signal_told_ = signal;
    return comm::StopCall{signal_name(signal),
                          is_urgent(signal) ? urgent_grace_seconds : usual_grace_seconds};
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
