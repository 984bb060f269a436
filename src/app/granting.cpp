#include "app/granting.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "app/work.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/schedule/cost_model.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::app {

namespace {

// What a processor's cache holds: larger messages cost new pages of memory on both sides.
constexpr std::size_t records_of_message = 300;

/// At most a second.
std::chrono::microseconds microseconds(double seconds) {
  return std::chrono::microseconds(static_cast<std::int64_t>(1e6 * std::clamp(seconds, 0.0, 1.0)));
}

/// What gathering and the report may take at the end of a job with a time limit.
double report_seconds(double limit_seconds, std::size_t items) {
  constexpr double seconds_per_item = 30e-6;
  return std::clamp(0.05 * limit_seconds, 0.5, 10.0) +
         seconds_per_item * static_cast<double>(items);
}

std::int64_t bytes_of(const job::ItemList& items, const Todo& todo) {
  std::int64_t sum = 0;
  for (std::size_t task = 0; task < todo.size(); ++task) {
    sum += std::max<std::int64_t>(0, items.bytes(todo.item(task)));
  }
  return sum;
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

GivingRank::GivingRank(const Ranks& ranks, const job::ItemList& items,
                       const run::Counters& counters, const std::vector<int>& threads,
                       Beginning beginning)
    : items_(items),
      counters_(counters),
      clock_(ranks.clock),
      limits_(ranks.limits),
      todo_(items.size(), std::move(beginning.todo)),
      attempts_(std::move(beginning.attempts)),
      all_bytes_(bytes_of(items, todo_)),
      dealer_(tasks_of(items, todo_), {ranks.dealing.is_dynamic, ranks.dealing.chunk, threads}),
      server_(ranks.world),
      display_(ranks.progress),
      records_(beginning.records.size() > 0 ? std::move(beginning.records)
                                            : RecordTable(items.size())),
      grants_(threads.size()) {}

comm::Grant GivingRank::grant_of(const std::vector<schedule::Given>& given) const {
  std::vector<job::Item> granted;
  granted.reserve(given.size());
  for (const auto& [task, estimated_seconds] : given) {
    const auto index = todo_.item(task);
    auto& item = granted.emplace_back(items_[index]);
    item.estimated_seconds = estimated_seconds;
    const auto found = attempts_.find(index);
    if (found != attempts_.end()) item.earlier_attempts = found->second;
  }
  return {is_stopping_ || dealer_.is_empty(), encode_items(granted)};
}

comm::Grant GivingRank::grant_to(std::size_t rank) {
  if (is_stopping_) return grant_of({});
  const auto given = dealer_.grant(rank);
  if (!given.empty()) ++grants_[rank];
  return grant_of(given);
}

std::vector<comm::Grant> GivingRank::first_grants() {
  std::vector<comm::Grant> grants;
  for (const auto& share : dealer_.first()) grants.push_back(grant_of(share));
  return grants;
}

bool GivingRank::serve() {
  return server_.serve([&](int rank, const comm::Told& told) -> std::optional<comm::Grant> {
    const auto number = static_cast<std::size_t>(rank);
    for_each_record(told.records, [&](Record& record) { keep(number, record); });
    if (told.stop) {
      asked_to_stop_ = comm::StopCall{told.stop->reason + " (on rank " + std::to_string(rank) + ")",
                                      told.stop->grace_seconds};
    }
    if (!told.asks) return std::nullopt;
    return grant_to(number);
  });
}

void GivingRank::keep(std::size_t rank, Record& record) {
  const auto row = items_.row_at(static_cast<std::size_t>(record.index)).value();
  record.index = static_cast<std::int64_t>(row);
  records_.set(record);
  if (record.status == Status::failed) ++failed_;
  if (record.status != Status::done) return;
  const auto task = todo_.task(row);
  dealer_.learn(rank, task, thread_seconds(record));
}

void GivingRank::keep_own(std::vector<Record> records) {
  for (auto& record : records) keep(0, record);
}

std::optional<comm::StopCall> GivingRank::limit_reached() const {
  if (limits_.most_failed && failed_ > *limits_.most_failed) {
    return comm::StopCall{std::to_string(failed_) + (failed_ == 1 ? " file" : " files") + " failed",
                          usual_grace_seconds};
  }
  if (!limits_.seconds) return std::nullopt;
  const double finish_seconds = *limits_.seconds - report_seconds(*limits_.seconds, items_.size());
  const double left_seconds = finish_seconds - clock_.now();
  if (left_seconds > std::min(usual_grace_seconds, 0.1 * *limits_.seconds)) return std::nullopt;
  return comm::StopCall{"the time limit is near", std::max(0.0, left_seconds)};
}

void GivingRank::look_for_stops(Stopper& stopper) {
  auto call = stopper.own_reason();
  if (!call) call = std::exchange(asked_to_stop_, std::nullopt);
  if (!call && !is_stopping_) call = limit_reached();
  if (!call) return;
  is_stopping_ = true;
  server_.call_stop(*call);
  stopper.heed(*call);
}

std::chrono::microseconds GivingRank::pulse(run::ItemQueue& queue, Outbox& outbox,
                                            Stopper& stopper) {
  constexpr std::chrono::microseconds longest_while_giving{1000};
  constexpr std::chrono::microseconds longest{10000};
  const bool has_served = serve();
  keep_own(outbox.take());
  look_for_stops(stopper);
  const double low_seconds = schedule::ask_below_seconds(0.0);
  queue.warn_below(low_seconds);
  const bool is_short = spare_seconds_of(queue, low_seconds) < 0.0;
  if (!queue.is_closed() && is_short) take_grant(grant_to(0), queue);
  display_.show(progress());
  if (dealer_.is_empty()) return longest;
  if (has_served) napper_.reset();
  return std::min(napper_.next(), longest_while_giving);
}

void GivingRank::finish(Outbox& outbox, Stopper& stopper) {
  keep_own(outbox.take());
  look_for_stops(stopper);  // a failing disk can end all items within one pulse
  for (napper_.reset(); !server_.is_over(); napper_.nap()) {
    if (serve()) napper_.reset();
    look_for_stops(stopper);
    display_.show(progress());
  }
  display_.finish(progress());
}

ProgressState GivingRank::progress() const {
  const auto others = server_.progress();
  const auto here = progress_of(counters_);
  ProgressState state;
  state.items = here.items + others.items;
  state.failed = here.failed + others.failed;
  state.bytes = here.bytes + others.bytes;
  state.all_items = static_cast<std::int64_t>(todo_.size());
  state.all_bytes = all_bytes_;
  return state;
}

}  // namespace mpietl::app
