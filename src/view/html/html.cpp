#include "mpietl/view/html/html.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/statistics.hpp"
#include "view/html/charts.hpp"
#include "view/html/page_json.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_text = 300;
constexpr std::size_t longest_value = 200;
constexpr std::size_t max_rows = 200;  // of what differs between runs

constexpr std::size_t longest_job = 20'000;

Json json_of_fact(const Fact& fact) {
  return object({{"name", fact.name}, {"text", fact.text}, {"is_main", fact.is_main}});
}

Json json_of_figure(const Figure& figure) {
  return object({{"name", figure.name},
                 {"value", figure.value},
                 {"meaning", figure.meaning},
                 {"about", figure.about}});
}

/// One of the slowest files, and the reason.
Json json_of_slow(const report::SlowFile& slow) {
  const Record& file = *slow.file;
  return object({{"path", shorten(file.path, longest_text)},
                 {"seconds", rounded(file.total_seconds)},
                 {"bytes", known(file.bytes_in)},
                 {"rank", known(file.rank)},
                 {"host", slow.host},
                 {"stage", slow.stage},
                 {"stage_share", rounded(slow.stage_share)},
                 {"why", slow.why}});
}

/// A run of a job that was resumed.
Json json_of_earlier(const report::HistoryRow& row) {
  return object({{"run", row.run},
                 {"created", row.created},
                 {"ranks", row.ranks},
                 {"threads", row.threads_per_rank},
                 {"hosts", row.hosts},
                 {"ended", row.ended},
                 {"done", row.done},
                 {"seconds", rounded(row.wall_seconds)}});
}

Json json_of_history(const std::vector<report::HistoryRow>& history) {
  return history.size() < 2 ? Json::array() : array_of(history, json_of_earlier);
}

Json table_columns() {
  Json columns = Json::array();
  const auto add = [&](const char* name, const char* unit) {
    columns.push_back(object({{"name", name}, {"unit", unit}}));
  };
  add("path", "");
  add("status", "");
  add("total", "s");
  for (const auto& stage : report::stage_columns) add(stage.name, "s");
  add("in", "bytes");
  add("out", "bytes");
  add("rank", "count");
  add("thread", "count");
  add("host", "");
  add("start", "s");
  for (const auto& measure : report::measure_columns) add(measure.name, measure.unit);
  add("exit status", "count");
  add("user", "s");
  add("system", "s");
  add("memory", "bytes");
  add("note", "");
  return columns;
}

/// The cells of a file in the order of table_columns().
Json table_row(const Record& file, const std::string& host) {
  Json row = Json::array();
  row.push_back(shorten(file.path, longest_text));
  row.push_back(std::string(to_string(file.status)));
  row.push_back(rounded(file.total_seconds));
  for (const auto& stage : report::stage_columns) row.push_back(rounded(file.*stage.seconds));
  row.push_back(known(file.bytes_in));
  row.push_back(known(file.bytes_out));
  row.push_back(known(file.rank));
  row.push_back(known(file.thread));
  row.push_back(host);
  row.push_back(rounded(file.start));
  for (const auto& measure : report::measure_columns) row.push_back(rounded(file.*measure.value));
  row.push_back(known(file.exit_status));
  row.push_back(rounded(file.user_seconds));
  row.push_back(rounded(file.system_seconds));
  row.push_back(known(file.max_rss_bytes));
  row.push_back(shorten(file.error.empty() ? file.warning : file.error, longest_text));
  return row;
}

Json json_of_files(const ShownRun& run) {
  std::unordered_map<std::int32_t, std::string> hosts;
  for (const RankRecord& rank : run.report.ranks) hosts[rank.rank] = rank.host;
  const auto runs = report::runs_on_clock(run.report);
  const auto row = [&](const Record* file) {
    const auto host = hosts.find(file->rank);
    const bool is_known = host != hosts.end() && runs.contains(file->run);
    return table_row(*file, is_known ? host->second : "");
  };
  return object({{"all", run.report.files.size()},
                 {"columns", table_columns()},
                 {"rows", array_of(table_rows(run), row)}});
}

Json details_of(const std::string& name, const report::Report& report, Limits limits) {
  const ShownRun run(report, limits);
  Json json = object({{"name", name},
                      {"status", report.summary.status},
                      {"reason", report.summary.reason},
                      {"seconds", rounded(run.analysis.run_seconds)},
                      {"job", shorten(report.summary.job, longest_job)},
                      {"facts", array_of(facts_of(report), json_of_fact)},
                      {"figures", array_of(figures_of(run), json_of_figure)}});
  json.update(json_of_outcome(run.analysis));
  json.update(json_of_charts(run));
  json.update(json_of_audio(run.analysis));
  json.update(object({{"slowest", array_of(run.analysis.slowest, json_of_slow)},
                      {"history", json_of_history(report.history)},
                      {"files", json_of_files(run)}}));
  return json;
}

/// The first run of each configuration, up to the limit of the page.
Json details_of(const report::Runs& runs) {
  constexpr std::size_t max_runs = 12;
  std::vector<const report::NamedRun*> shown;
  std::set<std::string> seen;
  for (const report::NamedRun& run : runs.runs) {
    if (shown.size() < max_runs && seen.insert(run.configuration).second) shown.push_back(&run);
  }
  const Limits limits = limits_of(shown.size());
  return array_of(shown, [&](const report::NamedRun* run) {
    return details_of(run->name, run->report, limits);
  });
}

Json json_of_range(const report::Range& range) {
  return object({{"median", rounded(range.median)},
                 {"min", rounded(range.min)},
                 {"max", rounded(range.max)}});
}

/// How a configuration scales.
Json json_of_scaling(const report::Scaling& row) {
  return object({{"configuration", row.configuration},
                 {"hosts", row.hosts},
                 {"ranks", row.ranks},
                 {"threads", row.threads},
                 {"schedule", row.schedule},
                 {"chunk", row.chunk ? known(*row.chunk) : Json()},
                 {"repetitions", row.repetitions},
                 {"work_seconds", json_of_range(row.work_seconds)},
                 {"speedup", json_of_range(row.speedup)},
                 {"efficiency", rounded(row.efficiency)},
                 {"imbalance", rounded(row.imbalance)}});
}

/// Settings in which runs differ.
Json json_of_differences(const report::Comparison& comparison) {
  Json rows = Json::array();
  for (const report::Difference& difference : comparison.differences) {
    if (rows.size() == max_rows) break;
    const auto text = [](const std::string& value) { return shorten(value, longest_value); };
    rows.push_back(
        object({{"what", difference.what}, {"values", array_of(difference.values, text)}}));
  }
  return rows;
}

/// Outputs that differ although their jobs are equal.
Json json_of_mismatches(const report::Comparison& comparison) {
  const auto& runs = comparison.runs.runs;
  Json rows = Json::array();
  for (const report::FilePair& pair : comparison.pairs) {
    for (const report::DigestMismatch& mismatch : pair.mismatches) {
      if (rows.size() == max_rows) return rows;
      rows.push_back(object({{"path", shorten(mismatch.path, longest_value)},
                             {"first", runs[pair.first].name},
                             {"second", runs[pair.second].name},
                             {"is_input_changed", mismatch.is_input_changed}}));
    }
  }
  return rows;
}

}  // namespace

}  // namespace mpietl::view::html

namespace mpietl::view {

void write_html(const report::Report& report, const Sink& sink) {
  const report::Summary& summary = report.summary;
  const Json data =
      object({{"version", summary.mpietl_version},
              {"created", summary.created},
              {"command_line", summary.command_line},
              {"scaling", nullptr},
              {"run_count", 1},
              {"runs", Json::array({html::details_of("", report, html::limits_of(1))})}});
  html::write_page(text_of(data, -1), sink);
}

void write_html(const report::Runs& runs, const Sink& sink) {
  const Json data = object({{"version", runs.mpietl_version},
                            {"created", runs.created},
                            {"command_line", runs.command_line},
                            {"scaling", array_of(report::scaling_of(runs), html::json_of_scaling)},
                            {"scaling_notes", html::scaling_notes_of(runs.runs)},
                            {"run_count", runs.runs.size()},
                            {"runs", html::details_of(runs)}});
  html::write_page(text_of(data, -1), sink);
}

void write_html(const report::Comparison& comparison, const Sink& sink) {
  const report::Runs& runs = comparison.runs;
  const Json data =
      object({{"version", ""},
              {"created", ""},
              {"command_line", ""},
              {"scaling", array_of(comparison.rows, html::json_of_scaling)},
              {"scaling_notes", html::scaling_notes_of(runs.runs)},
              {"names", array_of(runs.runs, [](const report::NamedRun& run) { return run.name; })},
              {"differences", html::json_of_differences(comparison)},
              {"mismatches", html::json_of_mismatches(comparison)},
              {"run_count", runs.runs.size()},
              {"runs", html::details_of(runs)}});
  html::write_page(text_of(data, -1), sink);
}

}  // namespace mpietl::view
