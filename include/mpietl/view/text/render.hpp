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

/// The report for people: what ran and where, totals, failures by reason, earlier runs of the job,
/// throughput, efficiency, time by stage, hosts, ranks, and the slowest files. Counts are of all
/// runs of the job, times and rates of the last. Ends with a newline.
std::string render(const report::Report& report, const Layout& layout);

/// Several runs as a scaling table, with one line for each configuration: times of the work phase,
/// speed-up over the first configuration, parallel efficiency, imbalance of the ranks; and how to
/// see one run of the file at `path`. Ends with a newline.
std::string render_runs(const report::Runs& runs, const Layout& layout,
                        const std::string& path = "FILE");

/// Independent runs side by side: the same table, with the differences that exceed the spreads,
/// their measures in columns, differences of configurations, and whether files and digests agree.
std::string render_comparison(const report::Comparison& comparison, const Layout& layout);

}  // namespace mpietl::view
