#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/joined_rows.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

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
