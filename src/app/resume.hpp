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

/// The results of earlier runs of a job, and the part that this run keeps. On rank 0.
struct PreviousRuns {
  dispatch::ResumeState state;              ///< the initial state of this run
  std::int32_t run = 1;                     ///< number of this run
  std::vector<report::HistoryRow> history;  ///< the earlier runs, oldest first
  std::vector<journal::PastRun> journal;    ///< those of them that have a journal
  std::vector<double> wall_seconds;  ///< of each run in `journal`, up to the end of its last item
  std::string other_folder;          ///< of the last run; empty: the working folder
  std::size_t done = 0;              ///< items that they completed, kept or not
  std::size_t kept = 0;              ///< items that are not repeated
  std::size_t set_aside = 0;         ///< items that failed because two runs died on them
  std::size_t outdated = 0;          ///< items done with another version of their decoder
  bool is_reported = false;          ///< the existing report has all of it
};

/// Loads earlier runs of `job` from its journal and, with --resume, from its report. Throws
/// Error(usage), which says what changed, if the job to resume is not the same.
PreviousRuns load_previous_runs(const job::Job& job, const dispatch::UnitList& list,
                                const job::FileSystem& file_system);

/// Prints on standard error how many of `items` items earlier runs have done, and whether one of
/// these runs seems to be alive.
void print_previous_runs(const job::Job& job, std::size_t items, const PreviousRuns& previous);

/// The start of a run.
struct RunStart {
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in seconds of UTC since 1970
};

/// The start of the run with this clock.
RunStart start_of(const JobClock& clock);

/// What all ranks know about their run. Paths are bytes.
struct RunInfo : dispatch::JobRun {
  std::string journal;  ///< folder
  RunStart start{};
  bool is_over = false;  ///< earlier runs have done and reported everything
};

/// Begins a new run of rank 0's `job`. Collective; the same on all ranks.
RunInfo begin_run(const comm::Communicator& world, const job::Job& job,
                  const PreviousRuns& previous, const RunStart& start);

}  // namespace mpietl::app
