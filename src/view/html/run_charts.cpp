#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/report/analysis/statistics.hpp"
#include "view/html/axes.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

bool has_times(const Record& file) {
  return file.status != Status::skipped && file.start >= 0.0 && file.total_seconds >= 0.0 &&
         std::isfinite(file.start + file.total_seconds);
}

double end_of(const report::Report& report, report::FileList worked) {
  double end = 0.0;
  const auto reach = [&](double time) {
    if (std::isfinite(time)) end = std::max(end, time);
  };
  for (const Record* const file : worked) reach(file->start + file->total_seconds);
  for (const auto& phase : report.phases) reach(phase.end);
  return end;
}

/// Files that have a place on logarithmic axes.
std::vector<const Record*> placed(const std::vector<const Record*>& worked) {
  std::vector<const Record*> files = worked;
  std::erase_if(files, [](const Record* file) {
    return file->bytes_in <= 0 || !(file->total_seconds > 0.0);
  });
  return files;
}

std::vector<ScatterBin> bins_of(report::FileList files) {
  constexpr int bins_a_decade = 20;
  std::vector<double> bytes;
  std::vector<double> seconds;
  for (const Record* const file : files) {
    bytes.push_back(static_cast<double>(file->bytes_in));
    seconds.push_back(file->total_seconds);
  }
  const LogBins across(bytes, bins_a_decade);
  const LogBins up(seconds, bins_a_decade);
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> counts;
  for (std::size_t i = 0; i < files.size(); ++i) ++counts[{across.of(bytes[i]), up.of(seconds[i])}];
  std::vector<ScatterBin> bins;
  for (const auto& [bin, count] : counts)
    bins.push_back({across.middle(bin.first), up.middle(bin.second), count});
  return bins;
}

/// The slowest files, and as many failed ones.
std::vector<const Record*> extremes_of(report::FileList files, std::size_t max_files) {
  std::vector<const Record*> chosen = report::slowest(files, max_files);
  std::size_t failed = 0;
  for (const Record* const file : files) {
    if (file->status != Status::failed || ++failed > max_files) continue;
    if (std::ranges::find(chosen, file) == chosen.end()) chosen.push_back(file);
  }
  return chosen;
}

/// Adds the first of `candidates` until there are `most` rows.
template <class Wanted>
void take(const std::vector<Record>& candidates, std::size_t max_files, const Wanted& wanted,
          std::vector<const Record*>& rows) {
  for (const Record& file : candidates) {
    if (rows.size() >= max_files) return;
    if (wanted(file)) rows.push_back(&file);
  }
}

bool has_failed(const Record& file) { return file.status == Status::failed; }
bool was_skipped(const Record& file) { return file.status == Status::skipped; }
bool has_warning(const Record& file) {
  return file.status == Status::done && !file.warning.empty();
}

/// All files, if they are few. Otherwise up to two fifths failed files, a fifth each with warnings
/// and skipped, and the slowest.
std::vector<const Record*> chosen(const report::Report& report, std::size_t max_files) {
  std::vector<const Record*> rows = report::all_files(report.files);
  if (rows.size() <= max_files) return rows;
  const std::vector<const Record*> slowest = report::slowest(rows, max_files);
  rows.clear();
  take(report.files, 2 * max_files / 5, has_failed, rows);
  take(report.files, rows.size() + max_files / 5, has_warning, rows);
  take(report.files, rows.size() + max_files / 5, was_skipped, rows);
  std::vector<const Record*> known = rows;
  std::ranges::sort(known);
  for (const Record* const file : slowest) {
    if (rows.size() >= max_files) break;
    if (!std::ranges::binary_search(known, file)) rows.push_back(file);
  }
  return rows;
}

std::string name_of(std::span<const RankRecord> group) {
  const std::string first = std::to_string(group.front().rank);
  if (group.size() == 1) return "rank " + first + " (" + group.front().host + ")";
  return "ranks " + first + "–" + std::to_string(group.back().rank);
}

/// Means over the ranks of a group, and the largest busy time.
RankBar bar_of(std::span<const RankRecord> group) {
  RankBar bar;
  for (const RankRecord& rank : group) {
    const double busy = report::finite(rank.busy_seconds);
    bar.threads += rank.threads;
    bar.busy_seconds += busy;
    bar.idle_seconds += report::finite(rank.idle_seconds);
    bar.max_busy_seconds = std::max(bar.max_busy_seconds, busy);
    bar.items += static_cast<double>(rank.items);
    bar.bytes += static_cast<double>(rank.bytes);
  }
  const auto size = static_cast<double>(group.size());
  bar.name = name_of(group);
  bar.idle_seconds = std::max(0.0, bar.idle_seconds);
  for (double* const sum :
       {&bar.threads, &bar.busy_seconds, &bar.idle_seconds, &bar.items, &bar.bytes})
    *sum /= size;
  return bar;
}

}  // namespace

Limits limits_of(std::size_t runs) {
  Limits limits;
  if (runs < 2) return limits;
  limits.bins = 240;
  limits.slices = std::max<std::size_t>(limits.slices / runs, 500);
  limits.points = std::max<std::size_t>(limits.points / runs, 500);
  limits.rows = std::max<std::size_t>(limits.rows / runs, 100);
  return limits;
}

ShownRun::ShownRun(const report::Report& shown, Limits of_page)
    : report(shown), limits(of_page), analysis(shown), worked(report::files_of_run(shown)) {
  std::erase_if(worked, [](const Record* file) { return !has_times(*file); });
  end = end_of(report, worked);
}

std::optional<Histogram> histogram_of(const ShownRun& run) {
  constexpr int bins_a_decade = 10;
  std::vector<double> seconds;
  for (const Record* const file : run.worked) seconds.push_back(file->total_seconds);
  const LogBins bins(seconds, bins_a_decade);
  if (bins.size() == 0) return std::nullopt;
  Histogram histogram{
      {}, std::vector<std::int64_t>(bins.size()), std::vector<std::int64_t>(bins.size())};
  for (std::size_t bin = 0; bin <= bins.size(); ++bin)
    histogram.edges.push_back(bins.lower_edge(bin));
  for (const Record* const file : run.worked) {
    auto& counts = file->status == Status::done ? histogram.done : histogram.failed;
    if (file->total_seconds > 0.0) ++counts[bins.of(file->total_seconds)];
  }
  return histogram;
}

std::optional<Scatter> scatter_of(const ShownRun& run) {
  const auto files = placed(run.worked);
  if (files.empty()) return std::nullopt;
  const std::size_t left_out = run.worked.size() - files.size();
  if (files.size() <= run.limits.points) return Scatter{{}, files, left_out};
  return Scatter{bins_of(files), extremes_of(files, run.limits.extremes), left_out};
}

RankLoad rank_load_of(const ShownRun& run) {
  const std::span<const RankRecord> ranks = run.report.ranks;
  RankLoad load{(ranks.size() + run.limits.lanes - 1) / run.limits.lanes, {}};
  for (std::size_t first = 0; first < ranks.size(); first += load.ranks_a_bar) {
    load.bars.push_back(
        bar_of(ranks.subspan(first, std::min(load.ranks_a_bar, ranks.size() - first))));
  }
  return load;
}

std::vector<report::Host> shown_hosts(const ShownRun& run) {
  auto hosts = run.analysis.hosts;
  if (hosts.size() <= run.limits.lanes) return hosts;
  std::ranges::sort(hosts, std::greater<>(), &report::Host::busy_seconds);
  hosts.resize(run.limits.lanes);
  return hosts;
}

std::vector<const Record*> table_rows(const ShownRun& run) {
  return chosen(run.report, run.limits.rows);
}

}  // namespace mpietl::view::html
