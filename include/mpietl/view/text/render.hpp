#pragma once

#include <string>

#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::view {

/// How to lay the text out.
struct Layout {
  int columns = 80;     ///< width of the terminal, in characters
  bool colour = false;  ///< ANSI colours
};

/// The report for people: what ran and where, totals, earlier runs of the job, throughput, time by
/// stage, hosts, load balance over ranks, the slowest files, and the skipped and failed files with
/// their reasons. Counts are of all runs of the job, times and rates of the last. Ends with a
/// newline.
std::string render(const report::Report& report, const Layout& layout);

/// Several runs as a scaling table, one line a configuration: times of the work phase, speed-up
/// against the first configuration, parallel efficiency, imbalance of the ranks. Ends with a
/// newline.
std::string render_runs(const report::Runs& runs, const Layout& layout);

/// Runs of any origin side by side: the same table, with what it shows beyond the spreads, their
/// measures in columns, what differs in their configurations, and whether files and digests agree.
std::string render_comparison(const report::Comparison& comparison, const Layout& layout);

}  // namespace mpietl::view
