#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/run/unit_log.hpp"
#include "mpietl/run/work.hpp"

namespace mpietl::dispatch {

/// The journal of one rank, kept as durably as the job asks. Called by any thread.
class RunJournal {
 public:
  /// Uses all as long as it lives. A journal that cannot be written to is noted as a failure of
  /// the host, which stops the job: nobody could resume what is not written down.
  RunJournal(journal::Writer& writer, job::Fsync fsync, run::FirstHostFailure& host_failure);
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;
  RunJournal(RunJournal&&) = delete;
  RunJournal& operator=(RunJournal&&) = delete;
  ~RunJournal() = default;

  /// The items of units begin. Returns when that survives the end of the process, or false when it
  /// cannot be written.
  bool begin(std::span<job::Unit* const> units) noexcept;

  /// What came of its items, whose outputs are committed.
  void end(const job::Unit& unit, const std::vector<Record>& records) noexcept;

  /// Call it often.
  void poll() noexcept;

  /// Stores all that there is, and says how the run ended; `stop_reason` is empty when nothing
  /// stopped it. What cannot be written is told on standard error.
  void finish(const std::string& stop_reason) noexcept;

 private:
  struct Ended {
    std::string file;  ///< that has its output
    Record record;
  };

  bool is_written(const job::Item& item, const std::function<void()>& write) noexcept;
  void write_ends(const job::Unit& unit, const std::vector<Record>& records);
  void write_pending();
  void store_batch();
  void keep(const Error& failure);
  void store_batches(const std::stop_token& stop);

  journal::Writer& writer_;
  job::Fsync fsync_;
  run::FirstHostFailure& host_failure_;
  std::mutex mutex_;
  std::vector<Ended> batch_;      // whose outputs may not be on the disk yet
  std::optional<Error> failure_;  // of the thread that stores batches
  std::condition_variable_any wake_;
  std::jthread storer_;
};

/// Writes units down in a journal as they begin and end.
class UnitRecorder final : public run::UnitLog {
 public:
  /// Uses `journal` as long as it lives.
  UnitRecorder(const job::Job& job, RunJournal& journal) : fingerprints_(job), journal_(journal) {}

  bool begin(std::span<job::Unit* const> units) noexcept override;
  void end(const job::Unit& unit, const std::vector<Record>& records) noexcept override {
    journal_.end(unit, records);
  }

 private:
  job::Fingerprints fingerprints_;
  RunJournal& journal_;
};

/// Work that tells a log of its units. They are skipped when they must not begin.
class RecordedWork final : public run::Work {
 public:
  /// Uses all as long as it lives.
  RecordedWork(run::Work& work, run::UnitLog& log, const run::ItemContext& context)
      : work_(work), log_(log), context_(context) {}

  std::vector<Record> process(job::Unit& unit, run::Workspace& workspace) noexcept override;
  void prepare(const job::Item& item, run::Workspace& workspace) noexcept override {
    work_.prepare(item, workspace);
  }
  bool help(run::Workspace& workspace) noexcept override { return work_.help(workspace); }

 private:
  run::Work& work_;
  run::UnitLog& log_;
  const run::ItemContext& context_;
};

}  // namespace mpietl::dispatch
