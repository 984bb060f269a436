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
  const dispatch::ResumeState& state;  ///< from which it starts
};

/// Opens the journal of each rank; rank 0 also stores the items of its `listing`. Other runs
/// consider this one alive while the result lives. Collective. Throws Error, the same on all ranks,
/// if a journal cannot be opened; Error(usage) if another run is working on the report without
/// --resume, or if hosts do not share folders. After an error, the journal has nothing of this run.
std::unique_ptr<journal::Writer> open_journal(const dispatch::Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run);

}  // namespace mpietl::app
