#include <algorithm>
#include <unordered_map>

#include "mpietl/core/text.hpp"
#include "mpietl/report/stages.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_text = 300;

using Files = std::vector<const Record*>;

/// Adds the first of `candidates` until there are `most` rows.
template <class Wanted>
void take(const std::vector<Record>& candidates, std::size_t most, const Wanted& wanted,
          Files& rows) {
  for (const Record& file : candidates) {
    if (rows.size() >= most) return;
    if (wanted(file)) rows.push_back(&file);
  }
}

bool has_failed(const Record& file) { return file.status == Status::failed; }
bool was_skipped(const Record& file) { return file.status == Status::skipped; }
bool has_warning(const Record& file) {
  return file.status == Status::done && !file.warning.empty();
}

/// All, where these are few; else up to two fifths failed ones, a fifth each with warnings and
/// skipped, and the slowest.
Files chosen(const report::Report& report, std::size_t most) {
  Files rows = report::all_files(report.files);
  if (rows.size() <= most) return rows;
  Files slowest = report::slowest(rows, most);
  rows.clear();
  take(report.files, 2 * most / 5, has_failed, rows);
  take(report.files, rows.size() + most / 5, has_warning, rows);
  take(report.files, rows.size() + most / 5, was_skipped, rows);
  Files known = rows;
  std::ranges::sort(known);
  for (const Record* const file : slowest) {
    if (rows.size() >= most) break;
    if (!std::ranges::binary_search(known, file)) rows.push_back(file);
  }
  return rows;
}

std::unordered_map<std::int32_t, std::string> hosts_of(const report::Report& report) {
  std::unordered_map<std::int32_t, std::string> hosts;
  for (const RankRecord& rank : report.ranks) hosts[rank.rank] = rank.host;
  return hosts;
}

Json row_of(const Record& file, const std::string& host) {
  Json row{shorten(file.path, longest_text), to_string(file.status), rounded(file.total_seconds)};
  for (const auto& stage : report::stage_columns) row.push_back(rounded(file.*stage.seconds));
  row.push_back(known(file.bytes_in));
  row.push_back(known(file.bytes_out));
  row.push_back(known(file.rank));
  row.push_back(known(file.thread));
  row.push_back(host);
  row.push_back(rounded(file.start));
  row.push_back(shorten(file.error.empty() ? file.warning : file.error, longest_text));
  return row;
}

Json columns_of() {
  Json columns{{{"name", "path"}, {"unit", ""}},
               {{"name", "status"}, {"unit", ""}},
               {{"name", "total"}, {"unit", "s"}}};
  for (const auto& stage : report::stage_columns)
    columns.push_back({{"name", stage.name}, {"unit", "s"}});
  for (const auto& [name, unit] : {std::pair{"in", "bytes"},
                                   {"out", "bytes"},
                                   {"rank", "count"},
                                   {"thread", "count"},
                                   {"host", ""},
                                   {"start", "s"},
                                   {"note", ""}})
    columns.push_back({{"name", name}, {"unit", unit}});
  return columns;
}

}  // namespace

Json file_table_of(const ShownRun& run) {
  const auto hosts = hosts_of(run.report);
  const auto runs = report::runs_on_clock(run.report);
  Json rows = Json::array();
  for (const Record* const file : chosen(run.report, run.limits.rows)) {
    const auto host = hosts.find(file->rank);
    const bool is_known = host != hosts.end() && runs.contains(file->run);
    rows.push_back(row_of(*file, is_known ? host->second : ""));
  }
  return {{"all", run.report.files.size()}, {"columns", columns_of()}, {"rows", std::move(rows)}};
}

}  // namespace mpietl::view::html
