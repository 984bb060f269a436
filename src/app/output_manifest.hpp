#pragma once

#include <string>

#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Where the manifest of the outputs of `job` goes; empty: there is none.
std::string output_manifest_path(const job::Job& job);

/// Stores the manifest of the outputs, whole or not at all; it lists what is done. `files`: a row
/// for each item of `listing`. `run_id` is in its temporary name. Does nothing for a job without a
/// manifest. Throws Error as AtomicFile does.
void store_manifest(const job::Job& job, const job::Listing& listing, const report::FileRows& files,
                    const std::string& run_id);

}  // namespace mpietl::app
