#pragma once

#include <string>

#include "app/distribute.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// The report of a run, on rank 0: what came of it, and how and where it ran.
report::Report compose_report(const job::Job& job, Outcome outcome, const std::string& created,
                              const std::string& command_line);

}  // namespace mpietl::app
