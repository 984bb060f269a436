#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/dispatch/resume_state.hpp"
#include "mpietl/dispatch/run_job.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// What earlier runs of a job left behind, and what of it this run keeps. Rank 0 alone has it.
struct PreviousRuns {
  dispatch::ResumeState state;              ///< what this run starts from
  std::int32_t run = 1;                     ///< number of this run
  std::vector<report::HistoryRow> history;  ///< the runs before, oldest first
  std::vector<journal::PastRun> journal;    ///< those of them that have one
  std::vector<double> wall_seconds;         ///< of each of these, to the last end of an item
  std::string other_folder;                 ///< the last of them was started in; empty: in this one
  std::size_t done = 0;                     ///< items that they did, whether or not they are kept
  std::size_t kept = 0;                     ///< items that are done
  std::size_t set_aside = 0;                ///< items that failed since two runs died over them
  std::size_t outdated = 0;                 ///< items done with another version of their decoder
  bool is_reported = false;                 ///< a report that is there tells of all that
};

/// Loads what earlier runs of `job` tell, in its journal and, to resume, in its report. Throws
/// Error(usage) that says what changed when a job to be resumed is another one now.
PreviousRuns load_previous_runs(const job::Job& job, const dispatch::UnitList& list,
                                const job::FileSystem& file_system);

/// Says on standard error what of `items` items was found done by earlier runs, and whether one of
/// them seems to be alive.
void print_previous_runs(const job::Job& job, std::size_t items, const PreviousRuns& previous);

/// When a run began.
struct RunStart {
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in UTC since 1970
};

/// That of a run whose clock this is.
RunStart start_of(const JobClock& clock);

/// What all ranks of a run know of it. Paths are bytes.
struct RunInfo : dispatch::JobRun {
  std::string journal;  ///< folder
  RunStart start{};
  bool is_over = false;  ///< earlier runs have done all, and reported it
};

/// A new run of rank 0's `job`, the same on all ranks. Collective.
RunInfo begin_run(const comm::Communicator& world, const job::Job& job,
                  const PreviousRuns& previous, const RunStart& start);

}  // namespace mpietl::app
