#include "app/asking_rank.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "app/work_messages.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::app {

namespace {

// What a processor's cache holds: larger messages cost new pages of memory on both sides.
constexpr std::size_t records_of_message = 300;

/// At most a second.
std::chrono::microseconds microseconds(double seconds) {
  return std::chrono::microseconds(static_cast<std::int64_t>(1e6 * std::clamp(seconds, 0.0, 1.0)));
}

}  // namespace

AskingRank::AskingRank(const comm::Communicator& world, const run::Counters& counters)
    : counters_(counters),
      client_(world),
      tell_interval_seconds_(
          schedule::send_records_seconds(static_cast<std::size_t>(world.size()))) {}

void AskingRank::tell(bool asks, Outbox& outbox) {
  client_.tell({progress_of(counters_), asks, false, std::exchange(stop_to_tell_, std::nullopt),
                encode_records(outbox.take())});
  since_told_.lap();
  if (!asks) return;
  is_asking_ = true;
  since_asked_.lap();
  napper_.reset();
}

void AskingRank::hear(run::ItemQueue& queue) {
  const auto grant = client_.granted();
  if (!grant) return;
  is_asking_ = false;
  round_trip_seconds_ = since_asked_.seconds();
  all_round_trips_seconds_ += round_trip_seconds_;
  ++answers_;
  take_grant(*grant, queue);
}

void AskingRank::heed_stops(Stopper& stopper) {
  if (const auto call = client_.stop_called()) stopper.heed(*call);
  if (const auto own = stopper.own_reason()) {
    stopper.heed(*own);
    stop_to_tell_ = own;
  }
}

std::chrono::microseconds AskingRank::pulse(run::ItemQueue& queue, Outbox& outbox,
                                            Stopper& stopper) {
  constexpr std::chrono::microseconds shortest{50};
  constexpr std::chrono::microseconds longest_while_asking{1000};
  constexpr std::chrono::microseconds longest{10000};
  heed_stops(stopper);
  if (is_asking_) hear(queue);
  const double low_seconds = schedule::ask_below_seconds(round_trip_seconds_);
  queue.warn_below(low_seconds);
  const double spare_seconds = spare_seconds_of(queue, low_seconds);
  const bool asks = !queue.is_closed() && !is_asking_ && spare_seconds < 0.0;
  const bool is_time = since_told_.seconds() >= tell_interval_seconds_;
  if ((asks || is_time || stop_to_tell_) && client_.can_tell()) tell(asks, outbox);
  if (is_asking_) return std::min(napper_.next(), longest_while_asking);
  if (queue.is_closed()) return longest;
  return std::clamp(microseconds(spare_seconds), shortest, longest);
}

double AskingRank::answer_seconds() const {
  return answers_ == 0 ? 0.0 : all_round_trips_seconds_ / static_cast<double>(answers_);
}

void AskingRank::finish(Outbox& outbox, Stopper& stopper) {
  heed_stops(stopper);
  const auto records = outbox.take();
  auto rest = std::span<const Record>(records);
  while (rest.size() > records_of_message) {
    for (napper_.reset(); !client_.can_tell(); napper_.nap()) continue;
    client_.tell({progress_of(counters_), false, false, std::nullopt,
                  encode_records(rest.first(records_of_message))});
    rest = rest.subspan(records_of_message);
  }
  client_.finish({progress_of(counters_), false, true, stop_to_tell_, encode_records(rest)});
}

}  // namespace mpietl::app
