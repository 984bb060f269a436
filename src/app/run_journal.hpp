#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

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

}  // namespace mpietl::app
