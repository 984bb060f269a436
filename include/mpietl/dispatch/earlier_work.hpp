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

/// Finds items by their outputs, which are unique in a job.
class OutputIndex {
 public:
  /// `items` must outlive this object.
  explicit OutputIndex(const job::ItemList& items);

  /// The item with the output `path`; empty if there is none.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& path) const;

 private:
  struct Hashed {
    std::uint64_t hash = 0;
    std::uint64_t index = 0;
  };

  const job::ItemList& items_;
  std::vector<Hashed> outputs_;  // by hash
};

/// Collects what journals and reports of earlier runs say about the items of a job.
class EarlierWork {
 public:
  /// All arguments must outlive this object.
  EarlierWork(const job::Job& job, const UnitList& list);

  /// The row of the item with that output; empty if the job no longer has one.
  [[nodiscard]] std::optional<std::size_t> item_of(const std::string& output) const {
    return outputs_.find(output);
  }

  /// The row of the item that a record belongs to: the item with the same output, else the one at
  /// the same position if it is the same work. Empty if the job no longer has such an item.
  [[nodiscard]] std::optional<std::size_t> item_of(const Record& record) const;

  /// The row of the item that a journal entry belongs to, by the same rules.
  [[nodiscard]] std::optional<std::size_t> item_of(const journal::Started& started) const;

  /// Notes that `attempt` at an item began, with that fingerprint. Ignores the work of other jobs.
  void add_attempt(std::size_t item, const std::string& fingerprint, std::int32_t attempt);

  /// Notes that a run died while it processed an item.
  void add_crash(std::size_t item, const std::string& fingerprint);

  /// Notes the result of an item; later calls win.
  void add_record(std::size_t item, const Record& record);

  /// The runs that left a journal.
  struct Journal {
    std::vector<journal::PastRun> runs;
    std::vector<double>
        wall_seconds;  ///< of each run, up to the end of its last item; NaN: none ended
  };

  /// Adds what the journal in `folder` says about items. Throws Error as journal::read().
  Journal add_journal(const std::string& folder);

  /// Number of items that are done according to records, even if their outputs are missing.
  [[nodiscard]] std::size_t done() const { return done_; }

  /// The state from which a run resumes.
  struct Start {
    ResumeState state;
    std::size_t kept = 0;       ///< items that are done
    std::size_t set_aside = 0;  ///< items that fail without another attempt
    std::size_t outdated = 0;   ///< items that were done with another version of their decoder
  };

  /// Keeps units that are done and whose files exist. Fails the items during which two runs died,
  /// unless `retry_crashed` is set. All other units are to be done.
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
