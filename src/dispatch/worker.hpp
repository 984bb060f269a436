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

/// Another rank than 0 while all work: asks for units before it runs dry, and sends the records of
/// what is done.
class Worker {
 public:
  /// Uses `team` as long as it lives.
  Worker(const comm::Communicator& world, run::Team& team);

  /// Does what there is to do now; returns for how long it need not be called again.
  std::chrono::microseconds poll(Stopper& stopper);

  /// Sends the last records.
  void finish(Stopper& stopper);

  /// Until rank 0 answered, on average; 0 when nothing was asked.
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
  double round_trip_seconds_ = 0.0;       // of the last question
  double all_round_trips_seconds_ = 0.0;  // of all of them
  std::int64_t answers_ = 0;
  bool is_waiting_ = false;  // for a grant
  std::optional<StopRequest> stop_to_send_;
};

}  // namespace mpietl::dispatch
