#pragma once

#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Prints what became of the items of a job, and stores its report and the manifest of its outputs.
/// On rank 0. What cannot be stored is told, and in the exit status.
ExitStatus conclude(const job::Job& job, const job::Listing& listing, const JobClock& clock,
                    const report::Overview& report, const report::FileRows& files);

}  // namespace mpietl::app
