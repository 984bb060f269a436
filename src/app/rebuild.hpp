#pragma once

#include <string>

#include "app/joined_rows.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// The rows of a report; `rows` must outlive them.
report::FileRows rows_of(const JoinedRows& rows);

/// Fills `rows` with what the journal in `folder` tells of them, and makes the rest of the report:
/// that of the newest of its runs. `past`: what was read of the journal, at least one run.
/// `before`: a report of the same job by an earlier run; empty where there is none. Throws
/// Error(permission, storage, host) where the system does not let it read, and Error(format) for
/// paths in `before` that no report has.
report::Overview rebuild(const std::string& folder, const journal::Past& past,
                         const report::Report& before, JoinedRows& rows);

}  // namespace mpietl::app
