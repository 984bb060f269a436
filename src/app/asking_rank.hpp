#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "app/outbox.hpp"
#include "app/stopper.hpp"
#include "mpietl/comm/grants.hpp"
#include "mpietl/comm/napper.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/run/counters.hpp"
#include "mpietl/run/item_queue.hpp"

namespace mpietl::app {

/// Another rank than 0 while all work: asks for items before it runs dry, and tells of what is
/// done.
class AskingRank {
 public:
  AskingRank(const comm::Communicator& world, const run::Counters& counters);

  /// Does what there is to do now, and returns how long it may be left alone.
  std::chrono::microseconds pulse(run::ItemQueue& queue, Outbox& outbox, Stopper& stopper);

  /// Tells the last of it.
  void finish(Outbox& outbox, Stopper& stopper);

  /// Until rank 0 answered, on average; 0 when nothing was asked.
  [[nodiscard]] double answer_seconds() const;

 private:
  void heed_stops(Stopper& stopper);
  void tell(bool asks, Outbox& outbox);
  void hear(run::ItemQueue& queue);

  const run::Counters& counters_;
  comm::GrantClient client_;
  comm::Napper napper_;
  double tell_interval_seconds_;
  Stopwatch since_told_;
  Stopwatch since_asked_;
  double round_trip_seconds_ = 0.0;       // of the last question
  double all_round_trips_seconds_ = 0.0;  // of all of them
  std::int64_t answers_ = 0;
  bool is_asking_ = false;
  std::optional<comm::StopCall> stop_to_tell_;
};

}  // namespace mpietl::app
