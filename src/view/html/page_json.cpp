#include "view/html/page_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "mpietl/core/text.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_path = 160;

Json json_of_phases(const report::Report& report) {
  Json phases = Json::array();
  for (const report::Phase& phase : report.phases) {
    if (!std::isfinite(phase.end - phase.start)) continue;
    phases.push_back(object(
        {{"name", phase.phase}, {"start", rounded(phase.start)}, {"end", rounded(phase.end)}}));
  }
  return phases;
}

const char* kind_of(const Record& file) {
  if (file.status == Status::failed) return "failed";
  if (file.status == Status::dropped) return "warned";
  return file.warning.empty() ? "done" : "warned";
}

/// If a slice is a file: columns `lane`, `start`, `end`, `kind` (done, warned or failed), `path`
/// and `bytes`. Otherwise `kind` is the level, and `files` the number of files that began in it.
Json json_of_slices(const Timeline& timeline) {
  const auto& slices = timeline.slices;
  Json json =
      object({{"lane", array_of(slices, [](const Slice& slice) { return slice.lane; })},
              {"start", array_of(slices, [](const Slice& slice) { return rounded(slice.start); })},
              {"end", array_of(slices, [](const Slice& slice) { return rounded(slice.end); })}});
  if (!timeline.by_file) {
    json["kind"] = array_of(slices, [](const Slice& slice) { return slice.level; });
    json["files"] = array_of(slices, [](const Slice& slice) { return slice.files; });
    return json;
  }
  json["kind"] = array_of(slices, [](const Slice& slice) { return kind_of(*slice.file); });
  json["path"] =
      array_of(slices, [](const Slice& slice) { return shorten(slice.file->path, longest_path); });
  json["bytes"] = array_of(slices, [](const Slice& slice) { return known(slice.file->bytes_in); });
  return json;
}

Json json_of_timeline(const ShownRun& run) {
  const Timeline timeline = timeline_of(run);
  return object({{"by_file", timeline.by_file},
                 {"lane_kind", timeline.lane_kind},
                 {"lanes", timeline.lanes},
                 {"end", rounded(run.end)},
                 {"step_seconds", rounded(timeline.step_seconds)},
                 {"phases", json_of_phases(run.report)},
                 {"slices", json_of_slices(timeline)}});
}

Json json_of_throughput(const ShownRun& run) {
  const auto throughput = throughput_of(run);
  if (!throughput) return nullptr;
  return object({{"step_seconds", rounded(throughput->step_seconds)},
                 {"megabytes_in", array_of(throughput->megabytes_in, rounded)},
                 {"megabytes_out", array_of(throughput->megabytes_out, rounded)},
                 {"in_work", array_of(throughput->in_work, rounded)}});
}

/// Thread-seconds and seconds per file of a stage.
Json json_of_stage(const report::Stage& stage) {
  return object({{"name", stage.name},
                 {"seconds", rounded(stage.seconds)},
                 {"median", rounded(stage.per_file.median)},
                 {"p95", rounded(stage.per_file.p95)},
                 {"p99", rounded(stage.per_file.p99)},
                 {"max", rounded(stage.per_file.max)}});
}

/// When threads were idle in the work phase; null: not known.
Json json_of_idle(const report::Idle& idle) {
  if (!(idle.thread_seconds > 0.0)) return nullptr;
  return object({{"all_threads", rounded(idle.thread_seconds)},
                 {"start", rounded(idle.start)},
                 {"between", rounded(idle.between)},
                 {"tail", rounded(idle.tail)},
                 {"unused", rounded(idle.unused)},
                 {"helping", rounded(idle.helping)}});
}

Json json_of_histogram(const ShownRun& run) {
  const auto histogram = histogram_of(run);
  if (!histogram) return nullptr;
  return object({{"edges", array_of(histogram->edges, rounded)},
                 {"done", histogram->done},
                 {"failed", histogram->failed}});
}

Json json_of_points(const std::vector<const Record*>& files) {
  return object(
      {{"bytes", array_of(files, [](const Record* file) { return file->bytes_in; })},
       {"seconds",
        array_of(files, [](const Record* file) { return rounded(file->total_seconds); })},
       {"failed",
        array_of(files, [](const Record* file) { return file->status == Status::failed ? 1 : 0; })},
       {"path",
        array_of(files, [](const Record* file) { return shorten(file->path, longest_path); })}});
}

Json json_of_bins(const std::vector<ScatterBin>& bins) {
  if (bins.empty()) return nullptr;
  return object(
      {{"bytes", array_of(bins, [](const ScatterBin& bin) { return rounded(bin.bytes); })},
       {"seconds", array_of(bins, [](const ScatterBin& bin) { return rounded(bin.seconds); })},
       {"count", array_of(bins, [](const ScatterBin& bin) { return bin.count; })}});
}

Json json_of_scatter(const ShownRun& run) {
  const auto scatter = scatter_of(run);
  if (!scatter) return nullptr;
  return object({{"bins", json_of_bins(scatter->bins)},
                 {"points", json_of_points(scatter->points)},
                 {"left_out", scatter->left_out}});
}

/// Busy and idle thread-seconds, files and bytes of each rank, or of groups of them.
Json json_of_ranks(const ShownRun& run) {
  const RankLoad load = rank_load_of(run);
  if (load.bars.empty()) return nullptr;
  const auto column = [&](double RankBar::*member) {
    return array_of(load.bars, [&](const RankBar& bar) { return rounded(bar.*member); });
  };
  return object({{"name", array_of(load.bars, [](const RankBar& bar) { return bar.name; })},
                 {"threads", column(&RankBar::threads)},
                 {"busy", column(&RankBar::busy_seconds)},
                 {"idle", column(&RankBar::idle_seconds)},
                 {"max_busy", column(&RankBar::max_busy_seconds)},
                 {"items", column(&RankBar::items)},
                 {"bytes", column(&RankBar::bytes)},
                 {"ranks_a_bar", load.ranks_a_bar}});
}

/// The same for hosts.
Json json_of_hosts(const ShownRun& run) {
  const auto hosts = shown_hosts(run);
  if (hosts.empty()) return nullptr;
  const auto idle_of = [&](const report::Host& host) {
    const double had = static_cast<double>(host.threads) * run.analysis.work_seconds;
    return rounded(std::max(0.0, had - host.busy_seconds));
  };
  const auto column = [&](double report::Host::*member) {
    return array_of(hosts, [&](const report::Host& host) { return rounded(host.*member); });
  };
  return object(
      {{"name", array_of(hosts, [](const report::Host& host) { return host.name; })},
       {"ranks", array_of(hosts, [](const report::Host& host) { return host.ranks; })},
       {"threads", array_of(hosts, [](const report::Host& host) { return host.threads; })},
       {"busy", column(&report::Host::busy_seconds)},
       {"idle", array_of(hosts, idle_of)},
       {"items", column(&report::Host::items)},
       {"bytes", column(&report::Host::bytes)},
       {"speed", array_of(hosts, [](const report::Host& host) { return rounded(host.speed()); })},
       {"left_out", run.analysis.hosts.size() - hosts.size()}});
}

}  // namespace

Json rounded(double value) {
  constexpr int digits = 7;
  if (!std::isfinite(value)) return nullptr;
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                          std::chars_format::scientific, digits - 1);
  double shorter = value;
  std::from_chars(text.data(), end, shorter);
  return shorter;
}

Json known(std::int64_t count) {
  if (count < 0) return nullptr;
  return count;
}

Json json_of_charts(const ShownRun& run) {
  return object({{"timeline", json_of_timeline(run)},
                 {"throughput", json_of_throughput(run)},
                 {"stages", array_of(run.analysis.stages, json_of_stage)},
                 {"idle", json_of_idle(run.analysis.idle)},
                 {"histogram", json_of_histogram(run)},
                 {"scatter", json_of_scatter(run)},
                 {"load", json_of_ranks(run)},
                 {"hosts", json_of_hosts(run)}});
}

}  // namespace mpietl::view::html
