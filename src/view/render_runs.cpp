#include <array>

#include "mpietl/report/scaling.hpp"
#include "mpietl/view/render.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

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

/// What was done in each run, and where, as the first one tells.
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
  print_machine(page, first);
}

/// The columns of the table; those that say least go first where room is short.
std::vector<GridColumn> scaling_columns(const TimeScale& scale, bool has_chunks) {
  std::vector<GridColumn> columns{{"configuration", Align::left, 0, Cut::middle},
                                  {"ranks"},
                                  {"threads"},
                                  {"schedule", Align::left, 5}};
  if (has_chunks) columns.push_back({"chunk", Align::right, 4});
  for (const GridColumn& column :
       {GridColumn{"runs", Align::right, 6}, GridColumn{"work " + scale.unit()},
        GridColumn{"min–max", Align::right, 7}, GridColumn{"speed-up"},
        GridColumn{"min–max", Align::right, 2}, GridColumn{"efficiency", Align::right, 1},
        GridColumn{"imbalance", Align::right, 3}}) {
    columns.push_back(column);
  }
  return columns;
}

void print_scaling(Page& page, const report::Runs& runs) {
  const auto rows = report::scaling_of(runs);
  if (rows.empty()) return;
  std::vector<double> seconds;
  bool has_chunks = false;
  for (const report::Scaling& row : rows) {
    seconds.push_back(row.work_seconds.median);
    has_chunks = has_chunks || row.chunk;
  }
  const TimeScale scale(seconds);
  const auto in_scale = [&](double value) { return scale.format(value); };
  const auto ratio = [](double value) { return format_fixed(value, 2); };
  Grid grid(scaling_columns(scale, has_chunks));
  for (const report::Scaling& row : rows) {
    std::vector<std::string> cells{row.configuration, format_count(row.ranks),
                                   format_count(row.threads), row.schedule};
    if (has_chunks) cells.push_back(chunk_text(row.chunk));
    for (auto& cell : {format_count(static_cast<std::int64_t>(row.repetitions)),
                       in_scale(row.work_seconds.median), range_text(row.work_seconds, in_scale),
                       ratio(row.speedup.median), range_text(row.speedup, ratio),
                       format_percent(row.efficiency, 1.0), ratio(row.imbalance)}) {
      cells.push_back(cell);
    }
    grid.row(std::move(cells));
  }
  page.heading("Scaling",
               "medians of the work phase; speed-up against " + rows.front().configuration);
  grid.print(page);
}

/// A run that did not do all of its work was not as fast as it seems.
void print_incomplete(Page& page, const report::Runs& runs) {
  constexpr std::int64_t most_names = 3;
  std::int64_t count = 0;
  std::string names;
  for (const report::NamedRun& run : runs.runs) {
    const report::Summary& summary = run.report.summary;
    if (summary.status == "complete" && summary.done == summary.items) continue;
    if (++count <= most_names) names += (count > 1 ? ", " : "") + run.name;
  }
  if (count == 0) return;
  page.line({});
  page.text(2,
            format_count(count) + " of " +
                plural(static_cast<std::int64_t>(runs.runs.size()), "run") +
                " did not do all files, so they seem too fast: " + names +
                (count > most_names ? ", …" : ""),
            Style::bad);
}

}  // namespace

std::string render_runs(const report::Runs& runs, const Layout& layout) {
  Page page(layout);
  print_runs_header(page, runs);
  print_scaling(page, runs);
  print_incomplete(page, runs);
  if (!runs.runs.empty()) {
    page.line({});
    page.line(
        {{"  one run in full: mpietl report FILE --run " + runs.runs.front().name, Style::faint}});
  }
  return page.take();
}

}  // namespace mpietl::view
