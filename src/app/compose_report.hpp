#pragma once

#include <string>

#include "app/distribute.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// All of a run's report but the rows of its files, on rank 0: how and where it ran, and the
/// totals.
report::Overview compose_report(const job::Job& job, const Outcome& outcome,
                                const report::FileRows& files, const std::string& created,
                                const std::string& command_line);

}  // namespace mpietl::app
