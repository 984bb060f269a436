#pragma once

#include <string>

#include "app/resume.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// The rows of a report: `records` with paths from `items`. Both must outlive the result.
report::FileRows rows_of(const RecordTable& records, const job::ItemList& items);

/// A run's report without the rows of files, on rank 0.
report::Overview compose_report(const job::Job& job, const job::WholeList& list,
                                const dispatch::Outcome& outcome, const report::FileRows& files,
                                const RunStart& start, const std::string& command_line);

/// Path of the manifest of the outputs of `job`; empty: none.
std::string output_manifest_path(const job::Job& job);

/// The folder that names in its metadata of Hugging Face are below, with a slash at its end.
std::string folder_of_metadata(const job::Job& job);

/// Writes the manifest of the outputs of done items, atomically. `files` has a row for each item of
/// `listing`. `run_id` is for the temporary name. Does nothing for a job without a manifest. Throws
/// as AtomicFile.
void store_manifest(const job::Job& job, const job::Listing& listing, const report::FileRows& files,
                    const std::string& run_id);

/// The shard of the report at `path`, such as "2/5"; empty for a complete list, a joined report, or
/// no report.
std::string shard_of_report(const std::string& path);

}  // namespace mpietl::app
