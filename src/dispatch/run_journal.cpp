#include "dispatch/run_journal.hpp"

#include <array>
#include <chrono>
#include <exception>
#include <functional>
#include <utility>

#include "mpietl/core/file.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/warn.hpp"
#include "mpietl/run/process_item.hpp"

namespace mpietl::dispatch {

namespace {

// With fsync = "batch", a kill loses this much work; half of it would wait for disks twice as
// often.
constexpr std::chrono::seconds batch_interval{2};

}  // namespace

RunJournal::RunJournal(journal::Writer& writer, job::Fsync fsync,
                       run::FirstHostFailure& host_failure)
    : writer_(writer), fsync_(fsync), host_failure_(host_failure) {
  if (fsync_ != job::Fsync::batch) return;
  storer_ = std::jthread([this](const std::stop_token& stop) { store_batches(stop); });
}

bool RunJournal::is_written(const job::Item& item, const std::function<void()>& write) noexcept {
  try {
    write();
    return true;
  } catch (const Error& error) {
    const auto reason = error.reason() == Reason::no_space ? Reason::no_space : Reason::host;
    host_failure_.note(Error(reason, error.what()), item);
  } catch (const std::exception& error) {
    host_failure_.note(Error(Reason::host, error.what()), item);
  }
  return false;
}

bool RunJournal::begin(std::span<job::Unit* const> units) noexcept {
  return is_written(units.front()->items.front(), [&] {
    const double now = unix_now();
    std::vector<journal::Started> started;
    for (const auto* unit : units) {
      for (const auto& item : unit->items) {
        started.push_back({item.index, item.earlier_attempts + 1, item.bytes, item.input,
                           item.output, item.fingerprint, now});
      }
    }
    writer_.begin(started);
  });
}

void RunJournal::end(const job::Unit& unit, const std::vector<Record>& records) noexcept {
  is_written(unit.items.front(), [&] { write_ends(unit, records); });
}

void RunJournal::write_ends(const job::Unit& unit, const std::vector<Record>& records) {
  std::size_t at = 0;
  for (const auto& record : records) {
    const auto& file = unit.container.empty() ? unit.items[at].output : unit.container;
    ++at;
    if (fsync_ == job::Fsync::batch && record.status == Status::done) {
      const std::lock_guard lock(mutex_);
      batch_.push_back({file, record});
    } else {
      writer_.end(record);
    }
  }
  if (fsync_ == job::Fsync::file) writer_.flush();
}

void RunJournal::store_batch() {
  std::vector<Ended> batch;
  {
    const std::lock_guard lock(mutex_);
    batch = std::exchange(batch_, {});
  }
  if (batch.empty()) return;
  std::vector<std::string> files;
  for (const auto& each : batch) files.push_back(each.file);
  sync_file_systems_of(files);
  for (const auto& each : batch) writer_.end(each.record);
  writer_.flush();
}

void RunJournal::keep(const Error& failure) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = failure;
}

void RunJournal::store_batches(const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  while (!wake_.wait_for(lock, stop, batch_interval, [&] { return stop.stop_requested(); })) {
    try {
      store_batch();
    } catch (const Error& error) {
      keep(error);
      return;
    } catch (const std::exception& error) {
      keep(Error(Reason::host, error.what()));
      return;
    }
  }
}

void RunJournal::write_pending() {
  writer_.heartbeat();
  if (fsync_ != job::Fsync::batch) {
    writer_.flush();
    return;
  }
  const std::lock_guard lock(mutex_);
  if (failure_) throw Error(*failure_);
}

void RunJournal::poll() noexcept {
  is_written({}, [&] { write_pending(); });
}

void RunJournal::finish(const std::string& stop_reason) noexcept {
  try {
    if (storer_.joinable()) {
      storer_.request_stop();
      storer_.join();
      store_batch();
    }
    writer_.finish(stop_reason.empty() ? "complete" : stop_reason);
  } catch (const std::exception& error) {
    // Everything that matters was reported before; a run that resumes repeats the rest.
    warn(error.what());
  }
}

bool UnitRecorder::begin(std::span<job::Unit* const> units) noexcept {
  for (auto* unit : units) {
    for (auto& item : unit->items) item.fingerprint = fingerprints_.of(item);
  }
  return journal_.begin(units);
}

std::vector<Record> RecordedWork::process(job::Unit& unit, run::Workspace& workspace) noexcept {
  std::vector<Record> records;
  if (log_.begin(std::array{&unit})) {
    records = work_.process(unit, workspace);
  } else {
    for (const auto& item : unit.items) {
      records.push_back(run::begun_record(item, context_, workspace.thread));
    }
  }
  log_.end(unit, records);
  return records;
}

}  // namespace mpietl::dispatch
