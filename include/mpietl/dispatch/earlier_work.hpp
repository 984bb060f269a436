#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/dispatch/resume_state.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::dispatch {

/// Finds items by their outputs, which differ within a job.
class OutputIndex {
 public:
  /// Uses `items` as long as it lives.
  explicit OutputIndex(const job::ItemList& items);

  /// The item whose output is to be at `path`; none when there is no such item.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& path) const;

 private:
  struct Hashed {
    std::uint64_t hash = 0;
    std::uint64_t index = 0;
  };

  const job::ItemList& items_;
  std::vector<Hashed> outputs_;  // by hash
};

/// Collects what earlier runs tell of the items of a job.
class EarlierWork {
 public:
  /// Uses all as long as it lives.
  EarlierWork(const job::Job& job, const UnitList& list);

  /// The row of the item with that output; none when the job has no such item any more.
  [[nodiscard]] std::optional<std::size_t> item_of(const std::string& output) const {
    return outputs_.find(output);
  }

  /// The row of the item that a record is of: that of its output, else the one at its place in the
  /// list if that is the same work. None when the job has no such item any more.
  [[nodiscard]] std::optional<std::size_t> item_of(const Record& record) const;

  /// The row of the item that a journal tells of, likewise.
  [[nodiscard]] std::optional<std::size_t> item_of(const journal::Started& started) const;

  /// `attempt` at an item, with that fingerprint, began. What other jobs made does not count.
  void add_attempt(std::size_t item, const std::string& fingerprint, std::int32_t attempt);

  /// An item was worked on when its run died.
  void add_crash(std::size_t item, const std::string& fingerprint);

  /// What came of an item; later calls win.
  void add_record(std::size_t item, const Record& record);

  /// The runs that left their journal.
  struct Journal {
    std::vector<journal::PastRun> runs;
    std::vector<double> wall_seconds;  ///< of each, to the last end of an item; NaN: none ended
  };

  /// Adds what the journal in `folder` tells of items. Throws Error as journal::read().
  Journal add_journal(const std::string& folder);

  /// Items that are done according to records, whether or not their outputs are still there.
  [[nodiscard]] std::size_t done() const { return done_; }

  /// What a run that resumes starts from.
  struct Start {
    ResumeState state;
    std::size_t kept = 0;       ///< items that are done
    std::size_t set_aside = 0;  ///< items that fail without being tried
    std::size_t outdated = 0;   ///< items that were done with another version of their decoder
  };

  /// Keeps units that are done and whose files are there, fails what two runs died over unless
  /// `retry_crashed`, and leaves all other units to be done.
  Start resume(const job::FileSystem& file_system, bool retry_crashed) &&;

 private:
  [[nodiscard]] bool is_same_work(std::size_t item, const std::string& fingerprint) const;
  void forget_missing_outputs(const job::FileSystem& file_system);
  [[nodiscard]] bool is_complete(std::size_t unit) const;
  std::size_t set_aside_crashed();

  const UnitList& list_;
  job::Fingerprints fingerprints_;
  OutputIndex outputs_;
  RecordTable records_;
  std::unordered_map<std::size_t, std::int32_t> attempts_;
  std::unordered_map<std::size_t, std::int32_t> crashes_;
  std::set<std::size_t> outdated_;
  std::size_t done_ = 0;
};

}  // namespace mpietl::dispatch
