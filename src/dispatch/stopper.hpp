#pragma once

#include <optional>
#include <string>

#include "dispatch/messages.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::dispatch {

/// For the files at hand after a request to stop that leaves time for them.
inline constexpr double usual_grace_seconds = 30.0;

/// Ends the work of one rank early: no more items are begun, and those that were get some time.
class Stopper {
 public:
  /// All is used as long as it lives.
  Stopper(const comm::Communicator& world, run::Team& team) : world_(world), team_(team) {}

  /// Why this rank should stop: a signal, or storage that fails. Each is returned once.
  std::optional<StopRequest> own_reason();

  /// Drops what was not begun. Of several requests the shortest grace counts, and the first reason.
  void apply(const StopRequest& request);

  /// Call it often: gives items up whose grace is over. Where even that does not end them, since
  /// their storage does not answer, ends all ranks: what is done stands in the journal.
  void enforce();

  /// Why this rank stopped; empty: it did not.
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
