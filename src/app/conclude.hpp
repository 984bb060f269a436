#pragma once

#include <string>

#include "app/resume.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// A run of the ETL that has ended.
struct EndedRun {
  const job::Job& job;
  const job::Listing& listing;
  const JobClock& clock;
  const RunInfo& info;
  const std::string& command_line;
  const PreviousRuns& previous;
};

/// Prints what became of the items of a job, stores its report and the manifest of its outputs, and
/// removes the journal when it is no longer needed. On rank 0. Prints what could not be stored, and
/// how to resume a run that stopped early; the exit status tells as well.
ExitStatus conclude(const EndedRun& run, const dispatch::Outcome& outcome);

}  // namespace mpietl::app
