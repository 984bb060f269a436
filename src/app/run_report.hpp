#pragma once

#include <string>

#include "app/resume.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// The rows of a report, with the places and paths that `records` lacks. Both must outlive it.
report::FileRows rows_of(const RecordTable& records, const job::ItemList& items);

/// All of a run's report but the rows of its files, on rank 0: how and where it ran, and the
/// totals.
report::Overview compose_report(const job::Job& job, const job::WholeList& list,
                                const dispatch::Outcome& outcome, const report::FileRows& files,
                                const RunStart& start, const std::string& command_line);

/// Where the manifest of the outputs of `job` goes; empty: there is none.
std::string output_manifest_path(const job::Job& job);

/// Stores the manifest of the outputs, whole or not at all; it lists what is done. `files`: a row
/// for each item of `listing`. `run_id` is in its temporary name. Does nothing for a job without a
/// manifest. Throws Error as AtomicFile does.
void store_manifest(const job::Job& job, const job::Listing& listing, const report::FileRows& files,
                    const std::string& run_id);

/// Of which shard the report at `path` is, such as "2/5"; empty where it is of a whole list,
/// joined, or no report.
std::string shard_of_report(const std::string& path);

}  // namespace mpietl::app
