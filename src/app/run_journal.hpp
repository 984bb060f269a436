#pragma once

#include <memory>
#include <string>

#include "app/resume.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

/// A run whose work is written down in a journal.
struct RecordedRun {
  const RunInfo& info;
  const std::string& command_line;
  const dispatch::ResumeState& state;  ///< what it starts from
};

/// Begins the journal of each rank; rank 0 stores the items of `listing` (its own) too. Other runs
/// take this one for alive as long as its journal is held. Collective. Throws Error, the same on
/// all ranks, when the journal cannot be begun, and Error(usage) when another run is at work on the
/// report and this one was not asked to resume, or when folders are not shared by all hosts; then
/// nothing of this run is left in the journal.
std::unique_ptr<journal::Writer> open_journal(const dispatch::Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run);

}  // namespace mpietl::app
