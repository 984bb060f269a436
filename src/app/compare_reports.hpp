#pragma once

#include <string>
#include <vector>

#include "mpietl/report/comparison.hpp"

namespace mpietl::app {

/// Reads reports, and files of several runs, and holds them against each other. A run is called by
/// the path of its report, with the run's own name behind a colon. Throws Error as
/// report::read_any().
report::Comparison compare_reports(const std::vector<std::string>& paths);

/// Whether outputs of one job differ.
bool has_mismatches(const report::Comparison& comparison);

}  // namespace mpietl::app
