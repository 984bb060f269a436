#include "mpietl/view/text/render.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/statistics.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

std::string left_out_of(const report::Summary& summary) {
  if (summary.files_left_out <= 0) return "";
  return plural(summary.files_left_out, "file") + " in the input folders";
}

/// "1,000 files: 990 done, 10 failed"
Line line_of(const report::Counts& counted) {
  Line line{{plural(counted.items, "file") + ": " + format_count(counted.done) + " done"}};
  if (counted.failed > 0) {
    line.push_back({", "});
    line.push_back({format_count(counted.failed) + " failed", Style::bad});
  }
  if (counted.skipped > 0) {
    line.push_back({", "});
    line.push_back({format_count(counted.skipped) + " skipped", Style::warning});
  }
  if (counted.dropped > 0) line.push_back({", " + format_count(counted.dropped) + " dropped"});
  return line;
}

}  // namespace

void print_machine(Page& page, const report::Summary& summary) {
  page.field("hosts", spaced(summary.hosts));
  page.field("software", software_of(summary));
}

void print_header(Page& page, const report::Analysis& analysis) {
  const report::Summary& summary = analysis.report->summary;
  const report::Counts& counted = analysis.counts;
  const std::string version = summary.mpietl_version.empty() ? "" : " " + summary.mpietl_version;
  page.line({{"mpietl" + version + " report", Style::strong},
             {summary.created.empty() ? "" : "  " + summary.created, Style::faint}});
  const Style verdict = summary.status == "complete" ? Style::good : Style::bad;
  page.line({{summary.status.empty() ? "unknown" : summary.status, verdict},
             {" in " + format_duration(summary.wall_seconds)}});
  page.text(0, summary.reason, verdict);
  page.line(line_of(counted));
  if (summary.status == "partial" && summary.joined > 0) {
    page.text(0,
              "continue with one run of the complete list: the command of a part, without --shard, "
              "but with this --report and --resume",
              Style::strong);
  } else if (summary.status == "partial" && counted.skipped > 0) {
    page.text(0, "continue with the command below and --resume", Style::strong);
  }
  print_overload(page, analysis);
  print_clock_error(page, analysis);
  page.line({});
  page.field("command", summary.command_line);
  page.field("shard", shard_of(summary));
  page.field("joined", parts_of(summary));
  page.field("left out", left_out_of(summary));
  page.field("layout", layout_of(summary));
  print_machine(page, summary);
  page.field("seed", std::to_string(summary.seed));
  page.field("settings", settings_of(summary));
}

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
  page.text(2, "continues " + plural(count, "earlier run") + ": " +
                   format_count(analysis.counts.done_earlier) + " files were done by " +
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

std::string render(const report::Report& report, const Layout& layout) {
  Page page(layout);
  const report::Analysis analysis(report);
  for (const auto print :
       {print_header, print_failures, print_skipped, print_dropped, print_warnings, print_history,
        print_throughput, print_efficiency, print_stages, print_hosts, print_balance, print_slowest,
        print_quality, print_measures, print_commands}) {
    print(page, analysis);
  }
  return page.take();
}

}  // namespace mpietl::view
