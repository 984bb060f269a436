#pragma once

#include <cstdint>
#include <string>

#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::dispatch {

/// A run of a job; the same on all ranks.
struct JobRun {
  std::string id;             ///< unique to the run
  std::int32_t number = 1;    ///< of the job's runs
  std::string output_root{};  ///< folder of all outputs; empty: next to their inputs
};

/// Processes the units of `list` (on rank 0) on all ranks and threads, except for those of which
/// `resume` (on rank 0) has records. Records this with `writer`, which is null if nobody keeps the
/// outputs. Collective.
Outcome run_job(const Ranks& ranks, const job::Job& job, const UnitList& list, const JobRun& run,
                journal::Writer* writer, ResumeState resume = {});

}  // namespace mpietl::dispatch
