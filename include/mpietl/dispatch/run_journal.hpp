#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
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
#include "mpietl/run/work.hpp"

namespace mpietl::dispatch {

/// The journal of one rank, kept as durably as the job asks. Called by any thread.
class RunJournal {
 public:
  RunJournal(journal::Writer& writer, job::Fsync fsync);
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;
  RunJournal(RunJournal&&) = delete;
  RunJournal& operator=(RunJournal&&) = delete;
  ~RunJournal() = default;

  /// The items of a unit are begun. Returns when that survives the end of the process. Throws Error
  /// as Writer.
  void begin(const job::Unit& unit);

  /// What came of its items, whose outputs are committed. Throws likewise.
  void end(const job::Unit& unit, const std::vector<Record>& records);

  /// Call it often. What cannot be written is noted as a failure of the host.
  void poll(run::FirstHostFailure& host_failure) noexcept;

  /// Stores all that there is, and says how the run ended; `stop_reason` is empty when nothing
  /// stopped it. What cannot be written is told on standard error.
  void finish(const std::string& stop_reason) noexcept;

 private:
  struct Ended {
    std::string file;  ///< that has its output
    Record record;
  };

  void write_pending();
  void store_batch();
  void keep(const Error& failure);
  void store_batches(const std::stop_token& stop);

  journal::Writer& writer_;
  job::Fsync fsync_;
  std::mutex mutex_;
  std::vector<Ended> batch_;      // whose outputs may not be on the disk yet
  std::optional<Error> failure_;  // of the thread that stores batches
  std::condition_variable_any wake_;
  std::jthread storer_;
};

/// Work whose units are written down in a journal as they begin and end. A journal that cannot be
/// written to is a failure of the host that stops the job: nobody could resume what is not written
/// down.
class RecordedWork : public run::Work {
 public:
  /// Uses all as long as it lives.
  RecordedWork(const job::Job& job, run::Work& work, RunJournal& journal,
               const run::ItemContext& context)
      : fingerprints_(job), work_(work), journal_(journal), context_(context) {}

  /// The unit's items are skipped when their begin cannot be written down.
  std::vector<Record> process(job::Unit& unit, run::Workspace& workspace) noexcept override;
  void prepare(const job::Item& item, run::Workspace& workspace) noexcept override {
    work_.prepare(item, workspace);
  }
  bool help(run::Workspace& workspace) noexcept override { return work_.help(workspace); }

 private:
  job::Fingerprints fingerprints_;
  run::Work& work_;
  RunJournal& journal_;
  const run::ItemContext& context_;
};

}  // namespace mpietl::dispatch
