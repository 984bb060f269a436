#include "mpietl/run/worker_team.hpp"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_messages.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

bool has_input(int descriptor, std::chrono::microseconds time) {
  pollfd wanted{descriptor, POLLIN, 0};
  const timespec timeout{static_cast<time_t>(time.count() / 1'000'000),
                         static_cast<long>(time.count() % 1'000'000) * 1000};
  return ::ppoll(&wanted, 1, &timeout, nullptr) > 0;
}

void reset(WorkerState& state, int threads) {
  state.received_units = 0;
  state.bytes = 0;
  state.busy_seconds = 0.0;
  state.waiting_seconds = 0.0;
  state.stalled_index = -1;
  state.stalled_seconds = 0.0;
  state.excess_bytes = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(threads); ++i) {
    state.left_seconds[i] = 0.0;
    auto& activity = state.activities[i];
    activity.unit = activity.item = -1;
    activity.step = Step::none;
  }
}

}  // namespace

WorkerTeam::WorkerTeam(WorkerParent& parent, WorkerJob job, const WorkerLimits& limits,
                       FirstHostFailure& host_failure, UnitLog* log)
    : parent_(parent),
      job_(std::move(job)),
      limits_(limits),
      host_failure_(host_failure),
      log_(log) {
  start_worker();
}

WorkerTeam::~WorkerTeam() {
  if (!is_over_) ::kill(worker_.process, SIGKILL);
}

void WorkerTeam::start_worker() {
  reset(parent_.state(), job_.threads);
  sent_seconds_.clear();
  first_sent_ = 0;
  worker_ = parent_.start();
  pipe_ = std::make_unique<PipeEnd>(std::move(worker_.socket));
  pipe_->send(MessageKind::start, encode(job_));
}

void WorkerTeam::push(std::vector<job::Unit> units) {
  if (is_dropped_) return;
  std::vector<std::int64_t> places;
  for (auto& unit : units) {
    places.push_back(unit.items.front().index);
    pending_.insert_or_assign(places.back(), Pending{std::move(unit)});
  }
  // While a suspect is tried alone, new units wait.
  if (!alone_) send_units(places);
}

void WorkerTeam::send_units(const std::vector<std::int64_t>& places) {
  if (places.empty()) return;
  std::vector<job::Unit> units;
  for (const auto place : places) {
    units.push_back(pending_.at(place).unit);
    sent_seconds_.push_back(units.back().estimated_seconds());
  }
  pipe_->send(MessageKind::units, job::encode(units));
}

void WorkerTeam::send_what_is_left() {
  alone_.reset();
  if (!suspects_.empty()) {
    alone_ = suspects_.back();
    suspects_.pop_back();
    send_units({*alone_});
    return;
  }
  std::vector<std::int64_t> places;
  for (const auto& [place, pending] : pending_) places.push_back(place);
  send_units(places);
  if (is_closed_) pipe_->send(MessageKind::close);
}

void WorkerTeam::close() {
  is_closed_ = true;
  if (!alone_) pipe_->send(MessageKind::close);
}

void WorkerTeam::drop_waiting() {
  is_closed_ = true;
  is_dropped_ = true;
  pipe_->send(MessageKind::drop_waiting);
}

void WorkerTeam::give_up() { pipe_->send(MessageKind::give_up); }

UnitQueue::Ahead WorkerTeam::ahead() const {
  const auto& state = parent_.state();
  UnitQueue::Ahead ahead;
  const auto received = static_cast<std::size_t>(state.received_units - first_sent_);
  ahead.waiting_seconds = state.waiting_seconds;
  for (auto i = received; i < sent_seconds_.size(); ++i) {
    ahead.waiting_seconds += sent_seconds_[i];
  }
  for (int thread = 0; thread < job_.threads; ++thread) {
    ahead.left_seconds.push_back(state.left_seconds.at(static_cast<std::size_t>(thread)));
  }
  return ahead;
}

void WorkerTeam::wait(std::chrono::microseconds time) {
  if (is_over_) return;
  while (!is_over_ && has_input(pipe_->descriptor(), time)) {
    receive();
    time = std::chrono::microseconds::zero();
  }
  if (is_over_) return;
  log_begin(units_in_work());
  end_hung_worker();
}

void WorkerTeam::receive() {
  const auto received = parent_.state().received_units - first_sent_;
  sent_seconds_.erase(sent_seconds_.begin(), sent_seconds_.begin() + received);
  first_sent_ += received;
  const auto message = pipe_->receive();
  if (message) {
    take(*message);
  } else {
    replace_worker(HasEnded::yes);
  }
}

void WorkerTeam::take(const PipeMessage& message) {
  if (message.kind == MessageKind::records) {
    take_records_in(message.bytes);
  } else if (message.kind == MessageKind::host_failure) {
    const auto failure = decode_host_failure(message.bytes);
    job::Item item;
    item.index = failure.index;
    item.input = failure.input;
    host_failure_.note(Error(failure.reason, failure.text), item);
  } else if (message.kind == MessageKind::usage) {
    add(decode_usage(message.bytes));
    is_over_ = is_dropped_ || pending_.empty();
  }
}

void WorkerTeam::take_records_in(const Bytes& bytes) {
  idle_deaths_ = 0;
  auto records = decode_rows<Record>(bytes, record_columns);
  std::vector<std::int64_t> places;
  for (const auto& record : records) {
    if (pending_.contains(record.index)) places.push_back(record.index);
  }
  log_begin(places);
  for (auto from = records.begin(); from != records.end();) {
    const auto unit = pending_.find(from->index);
    const auto to = from + static_cast<std::ptrdiff_t>(unit->second.unit.items.size());
    end(unit, {std::make_move_iterator(from), std::make_move_iterator(to)});
    from = to;
  }
  if (alone_ && !pending_.contains(*alone_)) send_what_is_left();
}

/// Notifies the log of a unit once it is seen in progress, or ends. Until then only a crash of the
/// host could hide that it had begun: this team handles crashes of the worker.
void WorkerTeam::log_begin(const std::vector<std::int64_t>& places) {
  if (log_ == nullptr) return;
  std::vector<job::Unit*> units;
  for (const auto place : places) {
    auto& pending = pending_.at(place);
    if (!std::exchange(pending.is_logged, true)) units.push_back(&pending.unit);
  }
  if (!units.empty()) log_->begin(units);
}

void WorkerTeam::end(Units::iterator found, std::vector<Record> records) {
  auto& unit = found->second.unit;
  if (log_ != nullptr) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      records[i].fingerprint = unit.items[i].fingerprint;
    }
    log_->end(unit, records);
  }
  for (const auto& record : records) {
    if (record.status == Status::failed) ++failed_;
  }
  outbox_.add(std::move(records));
  pending_.erase(found);
}

std::vector<std::int64_t> WorkerTeam::units_in_work() const {
  std::vector<std::int64_t> units;
  for (int thread = 0; thread < job_.threads; ++thread) {
    const auto unit = parent_.state().activities.at(static_cast<std::size_t>(thread)).unit.load();
    if (pending_.contains(unit)) units.push_back(unit);
  }
  return units;
}

TeamCounts WorkerTeam::counts() const {
  const auto& state = parent_.state();
  return {outbox_.totals().items, failed_, bytes_before_ + state.bytes,
          busy_seconds_before_ + state.busy_seconds};
}

std::vector<Watch::Stalled> WorkerTeam::in_flight() const {
  std::vector<Watch::Stalled> items;
  for (const auto place : units_in_work()) {
    const auto& item = pending_.at(place).unit.items.front();
    const bool is_stalled = parent_.state().stalled_index == item.index;
    items.push_back(
        {item.index, item.input, is_stalled ? parent_.state().stalled_seconds.load() : 0.0});
  }
  std::ranges::sort(items, std::ranges::greater(), &Watch::Stalled::seconds);
  return items;
}

std::vector<Watch::Stalled> WorkerTeam::stalled(double seconds) {
  std::vector<Watch::Stalled> found;
  for (auto& item : in_flight()) {
    if (item.seconds < seconds || item.index == last_warned_) continue;
    last_warned_ = item.index;
    found.push_back(std::move(item));
  }
  return found;
}

}  // namespace mpietl::run
