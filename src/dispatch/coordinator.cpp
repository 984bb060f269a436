#include "dispatch/coordinator.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "dispatch/rank_state.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::dispatch {

namespace {

/// Time for gathering and the report, at the end of a job with a time limit.
double report_seconds(double limit_seconds, std::size_t items) {
  constexpr double seconds_per_item = 30e-6;
  return std::clamp(0.05 * limit_seconds, 0.5, 10.0) +
         seconds_per_item * static_cast<double>(items);
}

/// The weight of an item within its task; above 0.
double weight_of(const job::ItemList& items, std::size_t row) { return 1.0 + size_of(items, row); }

}  // namespace

Coordinator::Coordinator(const Ranks& ranks, const UnitList& list, run::Team& team,
                         const std::vector<int>& threads, ResumeState resume)
    : ranks_(ranks),
      list_(list),
      team_(team),
      units_(list, std::move(resume.units), std::accumulate(threads.begin(), threads.end(), 0)),
      attempts_(std::move(resume.attempts)),
      all_items_(item_count(units_)),
      all_bytes_(input_bytes(list, units_)),
      dealer_(tasks_of(list, units_, ranks.dealing.prior),
              {ranks.dealing.is_dynamic, ranks.dealing.chunk, threads}),
      link_(ranks.world),
      records_(resume.records.size() > 0 ? std::move(resume.records)
                                         : RecordTable(list.items.size())),
      grants_(threads.size()) {}

Grant Coordinator::make_grant(const std::vector<schedule::Given>& given) const {
  std::vector<job::Unit> granted;
  granted.reserve(given.size());
  for (const auto& each : given) {
    double weight = 0.0;
    units_.for_each_row(each.task, [&](std::size_t row) { weight += weight_of(list_.items, row); });
    const double seconds = each.estimated_seconds / weight;
    units_.for_each_unit(
        each.task, [&](std::size_t number) { granted.push_back(make_unit(number, seconds)); });
  }
  return {is_stopping_ || dealer_.is_empty(), job::encode(granted)};
}

job::Unit Coordinator::make_unit(std::size_t number, double seconds_of_weight) const {
  auto unit = list_.units.make(number, list_.items);
  auto row = list_.units.first(number);
  for (auto& item : unit.items) {
    item.estimated_seconds = seconds_of_weight * weight_of(list_.items, row);
    const auto found = attempts_.find(row++);
    if (found != attempts_.end()) item.earlier_attempts = found->second;
  }
  return unit;
}

Grant Coordinator::next_grant(std::size_t rank) {
  if (is_stopping_) return make_grant({});
  const auto given = dealer_.grant(rank);
  if (!given.empty()) ++grants_[rank];
  return make_grant(given);
}

std::vector<Grant> Coordinator::first_grants() {
  std::vector<Grant> grants;
  for (const auto& share : dealer_.first()) grants.push_back(make_grant(share));
  return grants;
}

bool Coordinator::receive_all() {
  bool has_received = false;
  while (const auto rank = link_.receive(message_)) {
    has_received = true;
    const auto number = static_cast<std::size_t>(*rank);
    for_each_record(message_.records, [&](const Record& record) { keep(number, record); });
    if (message_.stop) {
      asked_to_stop_ =
          StopRequest{message_.stop->reason + " (on rank " + std::to_string(*rank) + ")",
                      message_.stop->grace_seconds};
    }
    if (message_.wants_units) link_.send(*rank, next_grant(number));
  }
  return has_received;
}

void Coordinator::keep(std::size_t rank, const Record& record) {
  const job::ListPlace place{static_cast<std::size_t>(record.index)};
  const auto row = list_.items.row_at(place).value();
  records_.set(row, record);
  if (record.status == Status::failed) ++failed_;
  if (record.status == Status::done) learn(rank, row, thread_seconds(record));
}

void Coordinator::learn(std::size_t rank, std::size_t row, double seconds) {
  const auto task = units_.task(list_.units.of_row(row));
  if (const auto rows = units_.rows(task); rows > 1) {
    auto& learning = learning_[task.value];
    learning.seconds += seconds;
    if (++learning.records < rows) return;
    seconds = learning.seconds;
    learning_.erase(task.value);
  }
  dealer_.learn(rank, task, seconds);
}

std::optional<StopRequest> Coordinator::limit_reached() const {
  const auto& limits = ranks_.limits;
  if (limits.max_failed && failed_ > *limits.max_failed) {
    return StopRequest{std::to_string(failed_) + (failed_ == 1 ? " file" : " files") + " failed",
                       usual_grace_seconds};
  }
  if (!limits.seconds) return std::nullopt;
  const double finish_seconds =
      *limits.seconds - report_seconds(*limits.seconds, list_.items.size());
  const double left_seconds = finish_seconds - ranks_.clock.now();
  if (left_seconds > std::min(usual_grace_seconds, 0.1 * *limits.seconds)) return std::nullopt;
  return StopRequest{"the time limit is near", std::max(0.0, left_seconds)};
}

void Coordinator::look_for_stops(Stopper& stopper) {
  auto request = stopper.own_reason();
  if (!request) request = std::exchange(asked_to_stop_, std::nullopt);
  if (!request && !is_stopping_) request = limit_reached();
  if (!request) return;
  is_stopping_ = true;
  link_.send_to_all(*request);
  stopper.apply(*request);
}

std::chrono::microseconds Coordinator::poll(Stopper& stopper) {
  constexpr std::chrono::microseconds longest_while_granting{1000};
  constexpr std::chrono::microseconds longest{10000};
  const bool has_received = receive_all();
  for (const auto& record : team_.take_records()) keep(0, record);
  look_for_stops(stopper);
  const double low_seconds = schedule::ask_below_seconds(0.0);
  team_.warn_below(low_seconds);
  const bool is_short = spare_seconds_of(team_, low_seconds) < 0.0;
  if (!team_.is_closed() && is_short) push_grant(next_grant(0), team_);
  show_progress(false);
  if (dealer_.is_empty()) return longest;
  if (has_received) backoff_.reset();
  return std::min(backoff_.next(), longest_while_granting);
}

void Coordinator::finish(Stopper& stopper) {
  for (const auto& record : team_.take_records()) keep(0, record);
  look_for_stops(stopper);  // a failing disk can end all items before a poll
  for (backoff_.reset(); !link_.is_over(); backoff_.pause()) {
    if (receive_all()) backoff_.reset();
    look_for_stops(stopper);
    show_progress(false);
  }
  show_progress(true);
}

void Coordinator::show_progress(bool is_final) const {
  const auto others = link_.progress();
  const auto here = progress_of(team_);
  ranks_.show_progress({here.items + others.items, here.failed + others.failed,
                        here.bytes + others.bytes, all_items_, all_bytes_, is_final});
}

}  // namespace mpietl::dispatch
