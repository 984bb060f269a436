#include <set>

#include "mpietl/view/html.hpp"
#include "view/html/charts.hpp"
#include "view/html/embedded_page.hpp"

namespace mpietl::view {

namespace {

using html::Json;

/// Configurations of which a page shows a run each.
constexpr std::size_t most_details = 12;

Json details_of(const std::string& name, const report::Report& report, html::Limits limits) {
  const html::ShownRun run(report, limits);
  return {{"name", name},
          {"status", report.summary.status},
          {"reason", report.summary.reason},
          {"facts", html::facts_of(report)},
          {"figures", html::figures_of(run)},
          {"timeline", html::timeline_of(run)},
          {"throughput", html::throughput_of(run)},
          {"stages", html::stages_of(run)},
          {"idle", html::idle_of(run)},
          {"histogram", html::histogram_of(run)},
          {"scatter", html::scatter_of(run)},
          {"load", html::load_of(run)},
          {"hosts", html::hosts_of(run)},
          {"slowest", html::slowest_of(run)},
          {"quality", html::quality_of(run)},
          {"history", html::history_of(run)},
          {"reasons", html::reasons_of(run)},
          {"files", html::file_table_of(run)}};
}

/// The first run of each configuration, as far as they have room.
std::vector<const report::NamedRun*> shown_of(const report::Runs& runs) {
  std::vector<const report::NamedRun*> shown;
  std::set<std::string> seen;
  for (const report::NamedRun& run : runs.runs) {
    if (shown.size() < most_details && seen.insert(run.configuration).second) shown.push_back(&run);
  }
  return shown;
}

Json details_of(const report::Runs& runs) {
  const auto shown = shown_of(runs);
  Json details = Json::array();
  for (const report::NamedRun* const run : shown)
    details.push_back(details_of(run->name, run->report, html::limits_of(shown.size())));
  return details;
}

Json names_of(const report::Runs& runs) {
  Json names = Json::array();
  for (const report::NamedRun& run : runs.runs) names.push_back(run.name);
  return names;
}

/// Writes the page around `data`, in which nothing can end the element that holds it.
void write_page(const Json& data, const Sink& sink) {
  sink(html::page_before_data());
  const std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::size_t begin = 0;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', begin)) {
    sink(std::string_view(text).substr(begin, at - begin));
    sink("\\u003c");
    begin = at + 1;
  }
  sink(std::string_view(text).substr(begin));
  sink(html::page_after_data());
}

}  // namespace

void write_html(const report::Report& report, const Sink& sink) {
  const report::Summary& summary = report.summary;
  write_page({{"version", summary.mpietl_version},
              {"created", summary.created},
              {"command_line", summary.command_line},
              {"scaling", nullptr},
              {"run_count", 1},
              {"runs", Json::array({details_of("", report, html::limits_of(1))})}},
             sink);
}

void write_html(const report::Runs& runs, const Sink& sink) {
  write_page({{"version", runs.mpietl_version},
              {"created", runs.created},
              {"command_line", runs.command_line},
              {"scaling", html::scaling_of(report::scaling_of(runs))},
              {"scaling_notes", html::scaling_notes_of(runs.runs)},
              {"run_count", runs.runs.size()},
              {"runs", details_of(runs)}},
             sink);
}

void write_html(const report::Comparison& comparison, const Sink& sink) {
  const report::Runs& runs = comparison.runs;
  write_page({{"version", ""},
              {"created", ""},
              {"command_line", ""},
              {"scaling", html::scaling_of(comparison.rows)},
              {"scaling_notes", html::scaling_notes_of(runs.runs)},
              {"names", names_of(runs)},
              {"differences", html::differences_of(comparison)},
              {"mismatches", html::mismatches_of(comparison)},
              {"run_count", runs.runs.size()},
              {"runs", details_of(runs)}},
             sink);
}

}  // namespace mpietl::view
