#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/past_runs.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// The rows of a job's report, as its runs tell of them one after the other.
class JoinedRows {
 public:
  /// An item is known by its output, whose path no other has.
  explicit JoinedRows(PastItems items);
  JoinedRows(const JoinedRows&) = delete;
  JoinedRows& operator=(const JoinedRows&) = delete;
  JoinedRows(JoinedRows&&) = delete;
  JoinedRows& operator=(JoinedRows&&) = delete;
  ~JoinedRows() = default;

  [[nodiscard]] std::size_t size() const { return items_.paths.size(); }

  /// Takes what a run tells of an item; one that is not listed is passed over. What tells last
  /// counts, but that nothing undoes what is done, unless its fingerprint is another.
  void add(const journal::Paths& item, const Record& record);

  /// An item of which no run told is skipped.
  [[nodiscard]] Record row(std::size_t row) const;

 private:
  static std::string_view key_of(const journal::Paths& item);

  PastItems items_;
  std::unordered_map<std::string_view, std::size_t> rows_;  ///< of keys that are in items_
  RecordTable records_;
};

/// The rows of a report; `rows` must outlive them.
report::FileRows rows_of(const JoinedRows& rows);

/// Fills `rows` with what the journal in `folder` tells of them, and makes the rest of the report:
/// that of the newest of its runs. `past`: what was read of the journal, at least one run.
/// `before`: a report of the same job by an earlier run; empty where there is none. Throws
/// Error(permission, storage, host) where the system does not let it read, and Error(format) for
/// paths in `before` that no report has.
report::Overview rebuild(const std::string& folder, const journal::Past& past,
                         const report::Report& before, JoinedRows& rows);

/// Where a journal is, and the report that it stands beside; empty where its name does not tell.
struct JournalPlace {
  std::string folder;
  std::string report;
};

/// What a journal tells of a job, joined with what a report beside it told of it before.
struct JournalReport {
  report::Overview overview;
  std::unique_ptr<const JoinedRows> rows;  ///< of the files; rows_of() makes them
  journal::Past past;
};

/// The report of the job whose runs left the journal at `place`; none where there is no journal of
/// a run. Warns on standard error of damage, and of a run that is still at work.
/// Throws Error(permission, storage, host) where the system does not let it read, and Error(format)
/// for paths in a report before that no report has.
std::optional<JournalReport> read_journal_report(const JournalPlace& place);

}  // namespace mpietl::app
