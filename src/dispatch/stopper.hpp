#pragma once

#include <optional>
#include <string>

#include "dispatch/messages.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::dispatch {

/// For items in progress after a request to stop, if there is time for them.
inline constexpr double usual_grace_seconds = 30.0;

/// Ends the work of one rank early: no more items begin, and those in progress get some time.
class Stopper {
 public:
  /// All arguments must outlive this object.
  Stopper(const comm::Communicator& world, run::Team& team) : world_(world), team_(team) {}

  /// Why this rank should stop: a signal, or failing storage. Returns each reason once.
  std::optional<StopRequest> own_reason();

  /// Drops what has not begun. With several requests, the shortest grace period and the first
  /// reason count.
  void apply(const StopRequest& request);

  /// Abandons items whose grace period is over; call it often. If they still do not end, because
  /// their storage does not answer, ends all ranks: the journal has everything that is done.
  void enforce();

  /// Why this rank stopped; empty if it did not.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  void warn_of_unfinished() const;

  const comm::Communicator& world_;
  run::Team& team_;
  Stopwatch since_request_;
  std::string reason_;
  double grace_seconds_ = 0.0;
  int last_signal_ = 0;
  bool has_seen_host_failure_ = false;
  bool has_abandoned_ = false;
};

}  // namespace mpietl::dispatch
