#pragma once

#include <string>
#include <vector>

#include "mpietl/report/comparison.hpp"

namespace mpietl::app {

/// Reads reports, and files of several runs, to be compared. A run is called by the path of its
/// report, with its own name behind a colon where the file has several. Throws Error as
/// report::read_any().
std::vector<report::NamedRun> runs_of(const std::vector<std::string>& paths);

/// Whether outputs of one job differ.
bool has_mismatches(const report::Comparison& comparison);

}  // namespace mpietl::app
