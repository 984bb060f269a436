#include "dispatch/worker.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "dispatch/rank_state.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::dispatch {

namespace {

// The size of a processor's cache: larger messages need new pages of memory on both sides.
constexpr std::size_t records_per_message = 300;

/// Maximum interval between messages.
std::chrono::microseconds microseconds(double seconds) {
  return std::chrono::microseconds(static_cast<std::int64_t>(1e6 * std::clamp(seconds, 0.0, 1.0)));
}

}  // namespace

Worker::Worker(const comm::Communicator& world, run::Team& team)
    : team_(team),
      link_(world),
      send_interval_seconds_(
          schedule::send_records_seconds(static_cast<std::size_t>(world.size()))) {}

void Worker::send(bool wants_units) {
  link_.send({progress_of(team_), wants_units, false, std::exchange(stop_to_send_, std::nullopt),
              encode_records(team_.take_records())});
  since_sent_.lap();
  if (!wants_units) return;
  is_waiting_ = true;
  since_asked_.lap();
  backoff_.reset();
}

void Worker::receive() {
  const auto grant = link_.take_grant();
  if (!grant) return;
  is_waiting_ = false;
  round_trip_seconds_ = since_asked_.seconds();
  all_round_trips_seconds_ += round_trip_seconds_;
  ++answers_;
  push_grant(*grant, team_);
}

void Worker::apply_stops(Stopper& stopper) {
  if (const auto request = link_.take_stop()) stopper.apply(*request);
  if (const auto own = stopper.own_reason()) {
    stopper.apply(*own);
    stop_to_send_ = own;
  }
}

std::chrono::microseconds Worker::poll(Stopper& stopper) {
  constexpr std::chrono::microseconds shortest{500};  // a team that runs low wakes this thread
  constexpr std::chrono::microseconds longest_while_waiting{1000};
  constexpr std::chrono::microseconds longest{10000};
  apply_stops(stopper);
  if (is_waiting_) receive();
  const double low_seconds = schedule::ask_below_seconds(round_trip_seconds_);
  team_.warn_below(low_seconds);
  const double spare_seconds = spare_seconds_of(team_, low_seconds);
  const bool wants_units = !team_.is_closed() && !is_waiting_ && spare_seconds < 0.0;
  const bool is_time = since_sent_.seconds() >= send_interval_seconds_;
  if ((wants_units || is_time || stop_to_send_) && link_.can_send()) {
    send(wants_units);
  }
  if (is_waiting_) return std::min(backoff_.next(), longest_while_waiting);
  if (team_.is_closed()) return longest;
  return std::clamp(microseconds(spare_seconds), shortest, longest);
}

double Worker::answer_seconds() const {
  return answers_ == 0 ? 0.0 : all_round_trips_seconds_ / static_cast<double>(answers_);
}

void Worker::finish(Stopper& stopper) {
  apply_stops(stopper);
  const auto records = team_.take_records();
  auto rest = std::span<const Record>(records);
  while (rest.size() > records_per_message) {
    for (backoff_.reset(); !link_.can_send(); backoff_.pause()) continue;
    link_.send({progress_of(team_), false, false, std::nullopt,
                encode_records(rest.first(records_per_message))});
    rest = rest.subspan(records_per_message);
  }
  link_.finish({progress_of(team_), false, true, stop_to_send_, encode_records(rest)});
}

}  // namespace mpietl::dispatch
