#pragma once

#include <memory>
#include <string>

#include "app/resume.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

/// A run with a journal.
struct RecordedRun {
  const RunInfo& info;
  const std::string& command_line;
  const dispatch::ResumeState& state;  ///< what it starts from
};

/// Opens the journal of each rank; rank 0 also stores the items of its `listing`. Other runs see
/// this one as alive as long as the result lives. Collective. Throws Error, the same on all ranks,
/// when a journal cannot be opened; Error(usage) when another run is at work on the report without
/// --resume, or when hosts do not share folders. Then nothing of this run is left in the journal.
std::unique_ptr<journal::Writer> open_journal(const dispatch::Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run);

}  // namespace mpietl::app
