#pragma once

#include <vector>

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/comparison.hpp"
#include "view/text/page.hpp"

namespace mpietl::view {

/// The sections of the text, in order; each prints nothing if it has no data.
void print_header(Page& page, const report::Analysis& analysis);
void print_failures(Page& page, const report::Analysis& analysis);
void print_skipped(Page& page, const report::Analysis& analysis);
void print_dropped(Page& page, const report::Analysis& analysis);
void print_warnings(Page& page, const report::Analysis& analysis);
void print_history(Page& page, const report::Analysis& analysis);
void print_throughput(Page& page, const report::Analysis& analysis);
void print_efficiency(Page& page, const report::Analysis& analysis);
void print_stages(Page& page, const report::Analysis& analysis);
void print_hosts(Page& page, const report::Analysis& analysis);
void print_balance(Page& page, const report::Analysis& analysis);
void print_slowest(Page& page, const report::Analysis& analysis);
void print_quality(Page& page, const report::Analysis& analysis);
void print_measures(Page& page, const report::Analysis& analysis);
void print_commands(Page& page, const report::Analysis& analysis);

/// In the header: hosts with more threads than cores, and clocks that differ a lot.
void print_overload(Page& page, const report::Analysis& analysis);
void print_clock_error(Page& page, const report::Analysis& analysis);

/// Hosts and software, in the header.
void print_machine(Page& page, const report::Summary& summary);

/// A line for each configuration.
void print_scaling_table(Page& page, const std::vector<report::Scaling>& rows);

/// Warns about runs that did not do all of their work, and so were not as fast as they seem.
void print_incomplete(Page& page, const std::vector<report::NamedRun>& runs);

}  // namespace mpietl::view
