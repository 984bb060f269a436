#include "mpietl/run/worker_team.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_process.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

// One crash may be chance, or another item's.
constexpr int max_crashes = 2;
constexpr int max_idle_deaths = 3;

bool has_input(int descriptor, std::chrono::microseconds time) {
  pollfd wanted{descriptor, POLLIN, 0};
  const timespec timeout{static_cast<time_t>(time.count() / 1'000'000),
                         static_cast<long>(time.count() % 1'000'000) * 1000};
  return ::ppoll(&wanted, 1, &timeout, nullptr) > 0;
}

void reset(WorkerState& state) {
  state.received_units = 0;
  state.items = 0;
  state.failed = 0;
  state.bytes = 0;
  state.busy_seconds = 0.0;
  state.waiting_seconds = 0.0;
  state.stalled_index = -1;
  state.stalled_seconds = 0.0;
  for (auto& seconds : state.left_seconds) seconds = 0.0;
  for (auto& unit : state.units) unit = -1;
}

/// What a worker that died has not given its name.
void remove_unfinished(const job::Unit& unit, const std::string& run_id) {
  const TemporaryNames names(run_id);
  const auto& first = unit.items.front();
  std::error_code ignored;
  if (!unit.container.empty()) {
    std::filesystem::remove(names.temporary_path(unit.container, first.index), ignored);
  }
  for (const auto& item : unit.items) {
    std::filesystem::remove(names.temporary_path(item.output, item.index), ignored);
  }
}

}  // namespace

std::string ending_text(int wait_status) {
  if (WIFEXITED(wait_status)) return "exit status " + std::to_string(WEXITSTATUS(wait_status));
  const char* name = ::sigabbrev_np(WTERMSIG(wait_status));
  return name == nullptr ? "signal " + std::to_string(WTERMSIG(wait_status))
                         : "SIG" + std::string(name);
}

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
  reset(parent_.state());
  sent_seconds_.clear();
  first_sent_ = 0;
  worker_ = parent_.start();
  pipe_ = std::make_unique<PipeEnd>(std::move(worker_.socket));
  pipe_->send(MessageKind::start, encode(WorkerStart{job_.job,
                                                     job_.run_id,
                                                     job_.run,
                                                     job_.rank,
                                                     job_.threads,
                                                     job_.clock.origin_seconds(),
                                                     job_.output_root,
                                                     {job_.cpus.begin(), job_.cpus.end()}}));
}

void WorkerTeam::push(std::vector<job::Unit> units) {
  if (is_dropped_) return;
  std::vector<std::int64_t> places;
  for (auto& unit : units) {
    places.push_back(unit.items.front().index);
    pending_.insert_or_assign(places.back(), Pending{std::move(unit)});
  }
  // What comes while a suspect is tried alone waits until that has ended.
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
  ahead.waiting_seconds = state.waiting_seconds;
  const auto received = static_cast<std::size_t>(state.received_units - first_sent_);
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
  for (const auto place : units_in_work()) log_begin(pending_.at(place));
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
    replace_worker();
  }
}

void WorkerTeam::take(const PipeMessage& message) {
  ByteReader reader(message.bytes);
  if (message.kind == MessageKind::records) {
    take_records_in(message.bytes);
  } else if (message.kind == MessageKind::host_failure) {
    HostFailure failure;
    reader.get(failure.reason);
    reader.get(failure.text);
    reader.get(failure.input);
    reader.get(failure.index);
    job::Item item;
    item.index = failure.index;
    item.input = failure.input;
    host_failure_.note(Error(failure.reason, failure.text), item);
  } else if (message.kind == MessageKind::usage) {
    TeamUsage usage;
    reader.get(usage.cpu_seconds);
    reader.get(usage.max_rss_bytes);
    usage_.cpu_seconds += usage.cpu_seconds;
    usage_.max_rss_bytes = std::max(usage_.max_rss_bytes, usage.max_rss_bytes);
    is_over_ = is_dropped_ || pending_.empty();
  }
}

void WorkerTeam::take_records_in(const Bytes& bytes) {
  idle_deaths_ = 0;
  auto records = decode_rows<Record>(bytes, record_columns);
  for (auto from = records.begin(); from != records.end();) {
    const auto unit = pending_.find(from->index);
    const auto to = from + static_cast<std::ptrdiff_t>(unit->second.unit.items.size());
    end(unit, {std::make_move_iterator(from), std::make_move_iterator(to)});
    from = to;
  }
  if (alone_ && !pending_.contains(*alone_)) send_what_is_left();
}

/// A unit that the worker has begun is told to the log when it is seen, or ends: a crash of the
/// worker is met here, and one of the host, for which journals are, is rare enough to come between.
void WorkerTeam::log_begin(Pending& pending) {
  if (log_ == nullptr || pending.is_logged) return;
  pending.is_logged = log_->begin(pending.unit);
}

void WorkerTeam::end(Units::iterator found, std::vector<Record> records) {
  auto& unit = found->second.unit;
  log_begin(found->second);
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

void WorkerTeam::fail(std::int64_t place, const std::string& why) {
  const auto found = pending_.find(place);
  std::vector<Record> records;
  for (const auto& item : found->second.unit.items) {
    Record record;
    record.index = item.index;
    record.rank = job_.rank;
    record.run = job_.run;
    record.status = Status::failed;
    record.error = why;
    record.attempt = item.earlier_attempts;
    record.start = job_.clock.now();
    record.total_seconds = 0.0;
    records.push_back(std::move(record));
  }
  end(found, std::move(records));
}

void WorkerTeam::end_hung_worker() {
  const auto& state = parent_.state();
  if (!limits_.item_timeout_seconds || hung_) return;
  if (state.stalled_seconds < *limits_.item_timeout_seconds) return;
  hung_ = state.stalled_index;
  ::kill(worker_.process, SIGKILL);
}

std::vector<std::int64_t> WorkerTeam::units_in_work() const {
  std::vector<std::int64_t> units;
  for (int thread = 0; thread < job_.threads; ++thread) {
    const auto unit = parent_.state().units.at(static_cast<std::size_t>(thread)).load();
    if (pending_.contains(unit)) units.push_back(unit);
  }
  return units;
}

void WorkerTeam::suspect_units(const std::string& ending) {
  const auto in_work = units_in_work();
  idle_deaths_ = in_work.empty() ? idle_deaths_ + 1 : 0;
  for (const auto place : in_work) {
    auto& pending = pending_.at(place);
    remove_unfinished(pending.unit, job_.run_id);
    for (auto& item : pending.unit.items) ++item.earlier_attempts;
    const auto& items = pending.unit.items;
    const auto is_it = [&](const job::Item& item) { return hung_ && item.index == *hung_; };
    if (std::ranges::any_of(items, is_it)) {
      fail(place, "no progress for " + format_seconds(*limits_.item_timeout_seconds) +
                      ", so that its worker process was ended");
    } else if (!hung_ && ++pending.crashes == max_crashes) {
      fail(place, "it ends the worker process by " + ending + ", tried twice");
    } else if (!hung_) {
      suspects_.push_back(place);
    }
  }
}

void WorkerTeam::replace_worker() {
  const auto& state = parent_.state();
  bytes_before_ += state.bytes;
  busy_seconds_before_ += state.busy_seconds;
  try {
    const auto status = parent_.status_of(worker_.process);
    const auto ending = status ? ending_text(*status) : "a signal, which it has not heeded yet";
    suspect_units(ending);
    hung_.reset();
    if (is_dropped_ || (is_closed_ && pending_.empty())) {
      is_over_ = true;
    } else if (idle_deaths_ == max_idle_deaths) {
      throw Error(Reason::host, "the worker process ends by " + ending +
                                    " again and again, without an item in work");
    } else {
      start_worker();
      send_what_is_left();
    }
  } catch (const Error& error) {
    // Without a worker nothing goes on here: the job stops.
    host_failure_.note(Error(Reason::host, error.what()), {});
    is_closed_ = is_over_ = true;
  }
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
