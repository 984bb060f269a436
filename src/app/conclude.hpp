#pragma once

#include <string>

#include "app/resume.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// A run that has ended.
struct EndedRun {
  const job::Job& job;
  const job::Listing& listing;
  const JobClock& clock;
  const RunInfo& info;
  const std::string& command_line;
  const PreviousRuns& previous;
};

/// Prints the results of the items, stores the report and the manifest of the outputs, and removes
/// the journal if it is no longer needed. Prints what could not be stored, and how to resume a run
/// that stopped early; returns the exit status. On rank 0.
ExitStatus conclude(const EndedRun& run, const dispatch::Outcome& outcome);

}  // namespace mpietl::app
