#include "dispatch/stopper.hpp"

#include <algorithm>

#include "mpietl/comm/launch.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/warn.hpp"
#include "mpietl/dispatch/stop_signals.hpp"

namespace mpietl::dispatch {

namespace {

// A launcher that ends a job kills its ranks some time after its first signal; the report must be
// written by then.
double urgent_grace_seconds() { return comm::is_killed_soon(environment_variables()) ? 0.05 : 0.4; }

// After a request to abandon items, which threads notice at the next block.
constexpr double patience_seconds = 10.0;

}  // namespace

std::optional<StopRequest> Stopper::own_reason() {
  const int signal = stop_signal();
  if (signal != 0 && signal != last_signal_) {
    last_signal_ = signal;
    return StopRequest{signal_name(signal),
                       is_urgent(signal) ? urgent_grace_seconds() : usual_grace_seconds};
  }
  if (has_seen_host_failure_) return std::nullopt;
  const auto failure = team_.host_failure();
  if (!failure) return std::nullopt;
  has_seen_host_failure_ = true;
  return StopRequest{failure->text, usual_grace_seconds};
}

void Stopper::apply(const StopRequest& request) {
  const bool is_first = reason_.empty();
  const double left_seconds =
      is_first ? request.grace_seconds
               : std::min(request.grace_seconds, grace_seconds_ - since_request_.seconds());
  if (is_first) {
    reason_ = request.reason;
    team_.drop_waiting();
  }
  grace_seconds_ = left_seconds;
  since_request_.lap();
}

void Stopper::enforce() {
  if (reason_.empty() || since_request_.seconds() < grace_seconds_) return;
  if (!has_abandoned_) {
    has_abandoned_ = true;
    team_.give_up();
  }
  if (since_request_.seconds() < grace_seconds_ + patience_seconds) return;
  warn_of_unfinished();
  world_.abort(static_cast<int>(ExitStatus::stopped_early));
}

void Stopper::warn_of_unfinished() const {
  for (const auto& item : team_.in_flight()) {
    warn("rank " + std::to_string(world_.rank()) + " (host " + host_name() +
         ") ends before finishing " + escape(item.input) + ", whose storage has not answered for " +
         format_seconds(item.seconds) + "; the journal has what is done, and --resume continues");
  }
}

}  // namespace mpietl::dispatch
