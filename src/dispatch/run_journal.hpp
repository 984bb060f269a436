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

/// The journal of one rank, as durable as the job asks. Any thread may call it.
class RunJournal {
 public:
  /// All arguments must outlive this object. If the journal cannot be written, that is noted as a
  /// host failure, which stops the job: nobody could resume unrecorded work.
  RunJournal(journal::Writer& writer, job::Fsync fsync, run::FirstHostFailure& host_failure);
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;
  RunJournal(RunJournal&&) = delete;
  RunJournal& operator=(RunJournal&&) = delete;
  ~RunJournal() = default;

  /// Records that the items of units begin. Returns true when that survives the end of the process,
  /// false if it cannot be written.
  bool begin(std::span<job::Unit* const> units) noexcept;

  /// Records the results of the items of a unit, whose outputs are committed.
  void end(const job::Unit& unit, const std::vector<Record>& records) noexcept;

  /// Call it often.
  void poll() noexcept;

  /// Stores everything that is pending, and how the run ended; `stop_reason` is empty if it was not
  /// stopped. Errors are printed on standard error.
  void finish(const std::string& stop_reason) noexcept;

 private:
  struct Ended {
    std::string file;  ///< the one with its output
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
  std::vector<Ended> batch_;      // outputs may not be on the disk yet
  std::optional<Error> failure_;  // in the thread that stores batches
  std::condition_variable_any wake_;
  std::jthread storer_;
};

/// Records units in a journal as they begin and end.
class UnitRecorder final : public run::UnitLog {
 public:
  /// `journal` must outlive this object.
  UnitRecorder(const job::Job& job, RunJournal& journal) : fingerprints_(job), journal_(journal) {}

  bool begin(std::span<job::Unit* const> units) noexcept override;
  void end(const job::Unit& unit, const std::vector<Record>& records) noexcept override {
    journal_.end(unit, records);
  }

 private:
  job::Fingerprints fingerprints_;
  RunJournal& journal_;
};

/// Work that notifies a log of its units. Units that must not begin are skipped.
class RecordedWork final : public run::Work {
 public:
  /// All arguments must outlive this object.
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
