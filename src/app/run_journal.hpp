#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/distribute.hpp"
#include "app/resume.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::app {

/// A run whose work is written down in a journal.
struct RecordedRun {
  const RunName& name;
  const std::string& command_line;
};

/// Begins the journal of each rank; rank 0 stores the items of `listing` (its own) too. Other runs
/// take this one for alive as long as its journal is held. Collective. Throws Error, the same on
/// all ranks, when the journal cannot be begun, and Error(usage) when another run is at work on the
/// report and this one was not asked to resume, or when folders are not shared by all hosts; then
/// nothing of this run is left in the journal.
std::unique_ptr<journal::Writer> open_journal(const Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run);

/// The journal of one rank, kept as durably as the job asks. Called by any thread.
class RunJournal {
 public:
  RunJournal(journal::Writer& writer, job::Fsync fsync);
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;
  RunJournal(RunJournal&&) = delete;
  RunJournal& operator=(RunJournal&&) = delete;
  ~RunJournal() = default;

  /// An item is begun. Returns when that survives the end of the process. Throws Error as Writer.
  void begin(const job::Item& item, const std::string& fingerprint);

  /// What came of it. Throws likewise.
  void end(const job::Item& item, const Record& record);

  /// Call it often. Throws likewise.
  void pulse();

  /// Stores all that there is, and says how the run ended. Throws likewise.
  void finish(const std::string& ending);

 private:
  struct Ended {
    std::string output;
    Record record;
  };

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

/// Writes down what a rank does, item by item. A journal that cannot be written to is trouble that
/// stops the job: nobody could resume what is not written down.
class Recorder {
 public:
  /// Uses `journal` and `trouble` as long as it lives.
  Recorder(const job::Job& job, std::int32_t run, RunJournal& journal, run::Trouble& trouble)
      : fingerprints_(job), run_(run), journal_(journal), trouble_(trouble) {}

  /// What `process`, which does not throw, makes of `item`; skipped when it cannot be written down.
  Record record(const job::Item& item, const std::function<Record()>& process) noexcept;

  /// Call it often.
  void pulse() noexcept;

  /// The rank has no more items; `stop_reason` is empty when nothing stopped it.
  void finish(const std::string& stop_reason) noexcept;

 private:
  bool is_written(const job::Item& item, const std::function<void()>& write) noexcept;

  job::Fingerprints fingerprints_;
  std::int32_t run_;
  RunJournal& journal_;
  run::Trouble& trouble_;
};

}  // namespace mpietl::app
