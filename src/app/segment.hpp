#pragma once

#include <cstddef>
#include <string>

#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

// `mpietl segment`: a run without outputs, whose records list segments.
namespace mpietl::app {

/// The wav.scp next to the list of a job, by which Kaldi finds the recordings; empty for other
/// formats, and if it is the manifest of the job.
std::string wav_scp_path(const job::Job& job);

/// Throws Error(usage) if the list cannot hold some names, or would replace another wav.scp.
void check_segment_list(const job::Job& job, const job::Listing& listing);

/// Stores the list, and the wav.scp next to it, atomically, and prints how many segments there are.
/// `files`: a row for each item of `listing`. Throws as AtomicFile.
void store_segments(const job::Job& job, const job::Listing& listing,
                    const report::FileRows& files);

}  // namespace mpietl::app
