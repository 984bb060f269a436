#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/statistics.hpp"
#include "mpietl/view/text/render.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

std::string chunk_text(const std::optional<std::int64_t>& chunk) {
  if (!chunk) return "";
  return *chunk > 0 ? format_count(*chunk) : "auto";
}

template <class Format>
std::string range_text(const report::Range& range, const Format& format) {
  return format(range.min) + "–" + format(range.max);
}

/// The columns of the table; if room is short, the least useful ones are dropped.
std::vector<GridColumn> scaling_columns(const TimeScale& scale, bool has_hosts, bool has_chunks,
                                        bool has_work) {
  std::vector<GridColumn> columns{{"configuration", Align::left, 0, Cut::middle}};
  if (has_hosts) columns.push_back({"hosts"});
  columns.insert(columns.end(), {{"ranks"}, {"threads"}, {"schedule", Align::left, 5}});
  if (has_chunks) columns.push_back({"chunk", Align::right, 4});
  if (has_work) columns.push_back({"work"});
  for (const GridColumn& column :
       {GridColumn{"runs", Align::right, 6}, GridColumn{"work " + scale.unit()},
        GridColumn{"min–max", Align::right, 7}, GridColumn{"speed-up"},
        GridColumn{"min–max", Align::right, 2}, GridColumn{"efficiency", Align::right, 1},
        GridColumn{"imbalance", Align::right, 3}}) {
    columns.push_back(column);
  }
  return columns;
}

}  // namespace

void print_scaling_table(Page& page, const std::vector<report::Scaling>& rows) {
  std::vector<double> seconds;
  bool has_hosts = false;
  bool has_chunks = false;
  bool has_work = false;
  for (const report::Scaling& row : rows) {
    seconds.push_back(row.work_seconds.median);
    has_hosts = has_hosts || row.hosts > 1;
    has_chunks = has_chunks || row.chunk;
    has_work = has_work || std::abs(row.work_by_first - 1.0) > 1e-9;
  }
  const TimeScale scale(seconds);
  const auto in_scale = [&](double value) { return scale.format(value); };
  const auto ratio = [](double value) { return format_fixed(value, 2); };
  Grid grid(scaling_columns(scale, has_hosts, has_chunks, has_work));
  for (const report::Scaling& row : rows) {
    std::vector<std::string> cells{row.configuration};
    if (has_hosts) cells.push_back(format_count(row.hosts));
    for (const auto& cell : {format_count(row.ranks), format_count(row.threads), row.schedule}) {
      cells.push_back(cell);
    }
    if (has_chunks) cells.push_back(chunk_text(row.chunk));
    if (has_work) cells.push_back("× " + ratio(row.work_by_first));
    for (auto& cell : {format_count(static_cast<std::int64_t>(row.repetitions)),
                       in_scale(row.work_seconds.median), range_text(row.work_seconds, in_scale),
                       ratio(row.speedup.median), range_text(row.speedup, ratio),
                       format_percent(row.efficiency, 1.0), ratio(row.imbalance)}) {
      cells.push_back(cell);
    }
    grid.row(std::move(cells));
  }
  grid.print(page);
}

void print_incomplete(Page& page, const std::vector<report::NamedRun>& runs) {
  constexpr std::int64_t max_names = 3;
  std::int64_t count = 0;
  std::string names;
  for (const report::NamedRun& run : runs) {
    const report::Summary& summary = run.report.summary;
    if (summary.status == "complete" && summary.done == summary.items) continue;
    if (++count <= max_names) names += (count > 1 ? ", " : "") + run.name;
  }
  if (count == 0) return;
  page.line({});
  page.text(2,
            format_count(count) + " of " + plural(runs.size(), "run") +
                " did not process all files, so they seem too fast: " + names +
                (count > max_names ? ", …" : ""),
            Style::bad);
}

namespace {

/// The run on the most hosts; the other runs use some of these.
const report::Summary& widest_of(const report::Runs& runs) {
  const auto hosts_of = [](const report::NamedRun& run) {
    return report::host_count(run.report.summary);
  };
  return std::ranges::max_element(runs.runs, {}, hosts_of)->report.summary;
}

/// The work of the runs, as described by the first one, and their hosts.
void print_runs_header(Page& page, const report::Runs& runs) {
  page.line({{"mpietl " + runs.mpietl_version + " bench", Style::strong},
             {runs.created.empty() ? "" : "  " + runs.created, Style::faint}});
  page.line({});
  page.field("command", runs.command_line);
  if (runs.runs.empty()) return;
  const report::Summary& first = runs.runs.front().report.summary;
  page.field("work", plural(first.items, "file") + ", " +
                         format_size(static_cast<double>(first.bytes_in)) + " in, " +
                         format_size(static_cast<double>(first.bytes_out)) + " out");
  print_machine(page, widest_of(runs));
}

}  // namespace

std::string render_runs(const report::Runs& runs, const Layout& layout, const std::string& path) {
  Page page(layout);
  print_runs_header(page, runs);
  const auto rows = report::scaling_of(runs);
  if (!rows.empty()) {
    page.heading("Scaling",
                 "medians of the work phase; speed-up over " + rows.front().configuration);
    print_scaling_table(page, rows);
  }
  print_incomplete(page, runs.runs);
  if (!runs.runs.empty()) {
    page.line({});
    page.line({{"  details of one run: mpietl report " + path + " --run " + runs.runs.front().name,
                Style::faint}});
  }
  return page.take();
}

}  // namespace mpietl::view
