#pragma once

#include <string>

#include "app/resume.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// A run of the ETL that has come to its end.
struct EndedRun {
  const job::Job& job;
  const job::Listing& listing;
  const JobClock& clock;
  const RunInfo& info;
  const std::string& command_line;
  const PreviousRuns& previous;
};

/// Prints what became of the items of a job, stores its report and the manifest of its outputs, and
/// removes the journal when nobody needs it any more. On rank 0. What cannot be stored, and how to
/// go on where not all was worked on, is told, and in the exit status.
ExitStatus conclude(const EndedRun& run, const dispatch::Outcome& outcome);

}  // namespace mpietl::app
