#include <cmath>

#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

constexpr double poor = 0.8;

void print_metrics(Page& page, const report::Efficiency& efficiency) {
  Grid grid({{"", Align::left}, {""}, {"", Align::left, 0, Cut::end, Style::faint}});
  const auto add = [&](const char* name, double value, const char* meaning) {
    if (!std::isfinite(value)) return;
    grid.row({name, format_percent(value, 1.0), meaning}, value < poor ? Style::odd : Style::plain);
  };
  add("load balance", efficiency.load_balance,
      "how evenly work lay: mean of the ranks / the busiest");
  if (efficiency.thread_load_balance) {
    add("  of threads", *efficiency.thread_load_balance, "the same for single threads");
  }
  add("communication", efficiency.communication,
      "not lost to start, messages, waiting: busiest / phase");
  add("parallel", efficiency.parallel, "both: the part of the phase that went into files");
  grid.print(page);
}

void print_makespan(Page& page, const report::Makespan& makespan) {
  if (!std::isfinite(makespan.by_bound())) return;
  const bool is_longest = makespan.longest_seconds > makespan.even_seconds;
  page.prose("makespan " + format_duration(makespan.seconds) + ", " +
             format_fixed(makespan.by_bound(), 3) + " × the least possible: " +
             (is_longest ? "the longest file alone takes " : "evenly spread, work takes ") +
             format_duration(makespan.bound_seconds()) + (is_longest ? "" : ", the longest file ") +
             (is_longest ? "" : format_duration(makespan.longest_seconds)));
}

void print_idle(Page& page, const report::Idle& idle) {
  if (!(idle.thread_seconds > 0.0)) return;
  std::string text = "threads idle " + format_duration(idle.total()) + " of " +
                     format_duration(idle.thread_seconds) + ": start " +
                     format_duration(idle.start) + " · between files " +
                     format_duration(idle.between) + " · tail " + format_duration(idle.tail);
  if (idle.unused > 0.0) text += " · without any file " + format_duration(idle.unused);
  if (idle.helping > 0.0) text += ", less " + format_duration(idle.helping) + " of help to others";
  page.prose(text);
}

void print_estimates(Page& page, const report::EstimateError& estimates) {
  const auto& [factor, ratio_of_sums] = estimates;
  if (!std::isfinite(factor.median)) return;
  page.prose("estimated cost of a file: off by a factor of " + format_fixed(factor.median, 2) +
             " (median), " + format_fixed(factor.p95, 2) + " (p95); in sum " +
             format_percent(ratio_of_sums, 1.0) + " of what was measured");
}

}  // namespace

void print_efficiency(Page& page, const report::Analysis& analysis) {
  if (!std::isfinite(analysis.efficiency.load_balance)) return;
  page.heading("Efficiency", "of " + format_fixed(analysis.threads, 0) +
                                 (analysis.threads == 1.0 ? " thread" : " threads") +
                                 " in the work phase, " + format_duration(analysis.work_seconds));
  print_metrics(page, analysis.efficiency);
  print_makespan(page, analysis.makespan);
  print_idle(page, analysis.idle);
  print_estimates(page, analysis.estimates);
}

}  // namespace mpietl::view
