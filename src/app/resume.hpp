#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/work.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// What earlier runs of a job left behind, and what of it this run keeps. Rank 0 alone has it.
struct Resumption {
  Beginning beginning;
  std::int32_t run = 1;                     ///< number of this run
  std::vector<report::HistoryRow> history;  ///< the runs before, oldest first
  std::vector<journal::PastRun> journal;    ///< those of them that have one
  std::vector<double> wall_seconds;         ///< of each of these, to the last end of an item
  std::string other_folder;                 ///< the last of them was started in; empty: in this one
  std::size_t kept = 0;                     ///< items that are done
  std::size_t set_aside = 0;                ///< items that failed since two runs died over them
  bool is_reported = false;                 ///< a report that is there tells of all that
};

/// Looks for earlier runs of `job`, in its journal and, to resume, in its report; removes temporary
/// files of runs that died, and says on standard error what it found. Throws Error(usage) that says
/// what changed when a job to be resumed is another one now.
Resumption look_back(const job::Job& job, const job::ItemList& items,
                     const job::FileLookup& lookup);

/// When a run began.
struct RunStart {
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in UTC since 1970
};

/// That of a run whose clock this is.
RunStart start_of(const JobClock& clock);

/// What all ranks of a run know of it. Paths are bytes.
struct RunName {
  std::string id;           ///< that no other run has
  std::int32_t number = 1;  ///< of the job's runs
  std::string journal;      ///< folder
  std::string output_root;  ///< folder that all outputs are in; empty: beside their inputs
  RunStart start{};
  bool is_over = false;  ///< earlier runs have done all, and reported it
};

/// A new run of rank 0's `job`, the same on all ranks. Collective.
RunName name_run(const comm::Communicator& world, const job::Job& job, const Resumption& earlier,
                 const RunStart& start);

}  // namespace mpietl::app
