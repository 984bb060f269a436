#pragma once

#include <string>

#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Prints on standard error how many files have a warning, what failed and why, by reason, the most
/// frequent first, and what to do next. A terminal gets one line for each of these; a log, and
/// `progress` styles for logs, get a line for each reason, and nothing if all files are done
/// without a warning.
void print_ending(const report::Summary& summary, const report::FileRows& files,
                  const std::string& report_path, const std::string& command_line,
                  job::ProgressStyle progress);

}  // namespace mpietl::app
