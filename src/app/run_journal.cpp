#include "app/run_journal.hpp"

#include <chrono>
#include <utility>

#include "mpietl/io/sync.hpp"

namespace mpietl::app {

namespace {

// A kill costs as much work with fsync = "batch"; half of it would wait for disks twice as often.
constexpr std::chrono::seconds batch_interval{2};

}  // namespace

RunJournal::RunJournal(journal::Writer& writer, job::Fsync fsync) : writer_(writer), fsync_(fsync) {
  if (fsync_ != job::Fsync::batch) return;
  storer_ = std::jthread([this](const std::stop_token& stop) { store_batches(stop); });
}

void RunJournal::begin(const job::Item& item, const std::string& fingerprint) {
  writer_.begin(
      {item.index, item.earlier_attempts + 1, item.bytes, item.input, item.output, fingerprint});
}

void RunJournal::end(const job::Item& item, const Record& record) {
  if (fsync_ == job::Fsync::batch && record.status == Status::done) {
    const std::lock_guard lock(mutex_);
    batch_.push_back({item.output, record});
    return;
  }
  writer_.end(record);
  if (fsync_ == job::Fsync::file) writer_.flush();
}

void RunJournal::store_batch() {
  std::vector<Ended> batch;
  {
    const std::lock_guard lock(mutex_);
    batch = std::exchange(batch_, {});
  }
  if (batch.empty()) return;
  std::vector<std::string> outputs;
  for (const auto& each : batch) outputs.push_back(each.output);
  io::sync_file_systems_of(outputs);
  for (const auto& each : batch) writer_.end(each.record);
  writer_.flush();
}

void RunJournal::keep(const Error& failure) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = failure;
}

void RunJournal::store_batches(const std::stop_token& stop) {
  std::mutex alone;
  std::unique_lock lock(alone);
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

void RunJournal::pulse() {
  writer_.beat();
  if (fsync_ != job::Fsync::batch) {
    writer_.flush();
    return;
  }
  const std::lock_guard lock(mutex_);
  if (failure_) throw Error(*failure_);
}

void RunJournal::finish(const std::string& ending) {
  if (storer_.joinable()) {
    storer_.request_stop();
    storer_.join();
    store_batch();
  }
  writer_.finish(ending);
}

}  // namespace mpietl::app
