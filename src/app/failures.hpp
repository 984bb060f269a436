#pragma once

#include <string>

#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Prints why files failed, by reason, the most frequent first, and where to read more.
void print_failures(const report::Summary& summary, const report::FileRows& files,
                    const std::string& report_path);

}  // namespace mpietl::app
