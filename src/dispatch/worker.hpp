#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "dispatch/links.hpp"
#include "dispatch/stopper.hpp"
#include "mpietl/comm/backoff.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::dispatch {

/// A rank other than 0 during the work: asks for units before it runs out, and sends the records of
/// finished items.
class Worker {
 public:
  /// `team` must outlive this object.
  Worker(const comm::Communicator& world, run::Team& team);

  /// Handles what has arrived; returns the time until it must be called again.
  std::chrono::microseconds poll(Stopper& stopper);

  /// Sends the last records.
  void finish(Stopper& stopper);

  /// Mean time until rank 0 answered; 0 if nothing was asked.
  [[nodiscard]] double answer_seconds() const;

 private:
  void apply_stops(Stopper& stopper);
  void send(bool wants_units);
  void receive();

  run::Team& team_;
  WorkerLink link_;
  comm::Backoff backoff_;
  double send_interval_seconds_;
  Stopwatch since_sent_;
  Stopwatch since_asked_;
  double round_trip_seconds_ = 0.0;       // of the last request
  double all_round_trips_seconds_ = 0.0;  // of all requests
  std::int64_t answers_ = 0;
  bool is_waiting_ = false;  // for a grant
  std::optional<StopRequest> stop_to_send_;
};

}  // namespace mpietl::dispatch
