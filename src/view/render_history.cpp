#include <algorithm>
#include <array>

#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

std::vector<const report::HistoryRow*> earlier_runs(const report::Report& report) {
  std::vector<const report::HistoryRow*> runs;
  const auto now = report::runs_on_clock(report);
  for (const report::HistoryRow& row : report.history) {
    if (!now.contains(row.run)) runs.push_back(&row);
  }
  return runs;
}

void print_runs(Page& page, const std::vector<report::HistoryRow>& history) {
  Grid grid({{"run"},
             {"started", Align::left, 3},
             {"ranks", Align::right, 2},
             {"threads", Align::right, 2},
             {"took", Align::right, 1},
             {"files done"},
             {"ended", Align::left, 0, Cut::middle}});
  for (const report::HistoryRow& row : history) {
    grid.row({std::to_string(row.run), row.created, format_count(row.ranks),
              format_count(row.threads_per_rank), format_duration(row.wall_seconds),
              format_count(row.done), row.ended});
  }
  grid.print(page);
}

void print_earlier(Page& page, const report::Analysis& analysis, std::int64_t count) {
  page.text(2, "goes on from " + plural(count, "earlier run") + ": " +
                   format_count(analysis.counts.done_earlier) + " of the files were done by " +
                   (count > 1 ? "them" : "it") + "; times and rates below are of run " +
                   std::to_string(analysis.report->summary.run));
}

}  // namespace

void print_history(Page& page, const report::Analysis& analysis) {
  const report::Report& report = *analysis.report;
  const auto earlier = earlier_runs(report);
  const bool is_joined = report.summary.joined > 0;
  if (earlier.empty() && !is_joined) return;
  page.heading("Runs of this job");
  if (is_joined) {
    page.text(2, plural(report.summary.joined, "report") +
                     " joined; times and rates below are of the last run of each");
  } else {
    print_earlier(page, analysis, static_cast<std::int64_t>(earlier.size()));
  }
  print_runs(page, report.history);
}

}  // namespace mpietl::view
