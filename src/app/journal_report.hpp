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

/// The rows of a job's report, combined from several runs.
class JoinedRows {
 public:
  /// Items are identified by their output paths, which are unique; those without an output by their
  /// index.
  explicit JoinedRows(PastItems items);
  JoinedRows(const JoinedRows&) = delete;
  JoinedRows& operator=(const JoinedRows&) = delete;
  JoinedRows(JoinedRows&&) = delete;
  JoinedRows& operator=(JoinedRows&&) = delete;
  ~JoinedRows() = default;

  [[nodiscard]] std::size_t size() const { return items_.paths.size(); }

  /// Takes a run's record of an item; ignores items that are not in the list. The last record
  /// counts, except that a done item stays done unless its fingerprint changed.
  void add(const journal::Paths& item, const Record& record);

  /// An item without a record is skipped.
  [[nodiscard]] Record row(std::size_t row) const;

 private:
  [[nodiscard]] std::optional<std::size_t> row_of(const journal::Paths& item,
                                                  std::int64_t index) const;

  PastItems items_;
  std::unordered_map<std::string_view, std::size_t> rows_;  ///< by output; keys are views of items_
  RecordTable records_;
};

/// The rows of a report; `rows` must outlive them.
report::FileRows rows_of(const JoinedRows& rows);

/// Fills `rows` from the journal in `folder`, and returns the rest of the report, which describes
/// the newest run. `past` holds the journal's runs, at least one. `before` is an earlier report of
/// the same job, or empty. Throws Error(permission, storage, host) if the journal cannot be read,
/// and Error(format) for invalid paths in `before`.
report::Overview rebuild(const std::string& folder, const journal::Past& past,
                         const report::Report& before, JoinedRows& rows);

/// The folder of a journal, and its report, which is empty if the folder's name is unusual.
struct JournalPlace {
  std::string folder;
  std::string report;
};

/// The report of a job from its journal and an earlier report next to it.
struct JournalReport {
  report::Overview overview;
  std::unique_ptr<const JoinedRows> rows;  ///< of /files, for rows_of()
  journal::Past past;
};

/// The report of the job whose runs left the journal at `place`; empty if there is none. Warns on
/// standard error of damage, and of a running run. Throws Error(permission, storage, host) if the
/// journal cannot be read, and Error(format) for invalid paths in the report next to it.
std::optional<JournalReport> read_journal_report(const JournalPlace& place);

}  // namespace mpietl::app
