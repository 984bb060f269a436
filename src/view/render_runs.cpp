#include <algorithm>

#include "mpietl/report/measures.hpp"
#include "mpietl/view/render.hpp"
#include "view/numbers.hpp"
#include "view/scaling_table.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

/// The run on the most hosts: those of the others are some of these.
const report::Summary& widest_of(const report::Runs& runs) {
  const auto hosts_of = [](const report::NamedRun& run) {
    return report::host_count(run.report.summary);
  };
  return std::ranges::max_element(runs.runs, {}, hosts_of)->report.summary;
}

/// What was done in each run, as the first one tells, and where.
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

std::string render_runs(const report::Runs& runs, const Layout& layout) {
  Page page(layout);
  print_runs_header(page, runs);
  const auto rows = report::scaling_of(runs);
  if (!rows.empty()) {
    page.heading("Scaling",
                 "medians of the work phase; speed-up against " + rows.front().configuration);
    print_scaling_table(page, rows);
  }
  print_incomplete(page, runs.runs);
  if (!runs.runs.empty()) {
    page.line({});
    page.line(
        {{"  one run in full: mpietl report FILE --run " + runs.runs.front().name, Style::faint}});
  }
  return page.take();
}

}  // namespace mpietl::view
