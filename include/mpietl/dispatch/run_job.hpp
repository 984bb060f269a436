#pragma once

#include <cstdint>
#include <string>

#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::dispatch {

/// A run of a job, as all its ranks know it.
struct JobRun {
  std::string id;             ///< that no other run has
  std::int32_t number = 1;    ///< of the job's runs
  std::string output_root{};  ///< folder that all outputs are in; empty: beside their inputs
};

/// Runs the job's chain over the units of `list` (of rank 0) but for those that `resume` (likewise)
/// has records of, on all ranks and threads, and writes that down with `writer`, unless there is
/// none, as for outputs that nobody will keep. Collective.
Outcome run_job(const Ranks& ranks, const job::Job& job, const UnitList& list, const JobRun& run,
                journal::Writer* writer, ResumeState resume = {});

}  // namespace mpietl::dispatch
