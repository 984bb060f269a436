#include <algorithm>
#include <array>
#include <cmath>

#include "mpietl/core/text.hpp"
#include "view/html/charts.hpp"
#include "view/html/lanes.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_path = 160;
constexpr double levels = 5.0;

const char* kind_of(const Record& file) {
  if (file.status == Status::failed) return "failed";
  return file.warning.empty() ? "done" : "warned";
}

Json files_as_slices(const ShownRun& run, const Lanes& lanes) {
  Json slices{{"lane", Json::array()}, {"start", Json::array()}, {"end", Json::array()},
              {"kind", Json::array()}, {"path", Json::array()},  {"bytes", Json::array()}};
  for (const Record* const file : run.worked) {
    const auto lane = lanes.of(file->rank, file->thread);
    if (!lane) continue;
    slices["lane"].push_back(*lane);
    slices["start"].push_back(rounded(file->start));
    slices["end"].push_back(rounded(file->start + file->total_seconds));
    slices["kind"].push_back(kind_of(*file));
    slices["path"].push_back(shorten(file->path, longest_path));
    slices["bytes"].push_back(known(file->bytes_in));
  }
  return slices;
}

/// Busy seconds and files of one lane in each step of time.
struct Steps {
  std::vector<double> busy;
  std::vector<std::int64_t> begun;
};

void add(const Record& file, double step, Steps& steps) {
  const auto last = steps.busy.size() - 1;
  const auto at = [&](double time) {
    return std::min(static_cast<std::size_t>(time / step), last);
  };
  const double end = file.start + file.total_seconds;
  ++steps.begun[at(file.start)];
  for (std::size_t i = at(file.start); i <= at(end); ++i) {
    const double low = std::max(file.start, step * static_cast<double>(i));
    const double high = std::min(end, step * static_cast<double>(i + 1));
    steps.busy[i] += std::max(0.0, high - low);
  }
}

/// 0: idle; 1: up to a fifth of the threads were busy; … 5: up to all.
int level_of(double busy, double whole) {
  if (!(busy > 0.0) || !(whole > 0.0)) return 0;
  return static_cast<int>(std::clamp(std::ceil(levels * busy / whole - 1e-9), 1.0, levels));
}

void add_stretches(std::size_t lane, const Steps& steps, double step, double threads,
                   Json& slices) {
  const std::size_t size = steps.busy.size();
  for (std::size_t begin = 0; begin < size;) {
    const int level = level_of(steps.busy[begin], step * threads);
    std::size_t end = begin;
    std::int64_t files = 0;
    while (end < size && level_of(steps.busy[end], step * threads) == level)
      files += steps.begun[end++];
    if (level > 0) {
      slices["lane"].push_back(lane);
      slices["start"].push_back(rounded(step * static_cast<double>(begin)));
      slices["end"].push_back(rounded(step * static_cast<double>(end)));
      slices["kind"].push_back(level);
      slices["files"].push_back(files);
    }
    begin = end;
  }
}

Json stretches(const ShownRun& run, const Lanes& lanes) {
  Json slices{{"lane", Json::array()},
              {"start", Json::array()},
              {"end", Json::array()},
              {"kind", Json::array()},
              {"files", Json::array()}};
  const std::size_t bins = run.limits.bins;
  const double step = run.end / static_cast<double>(bins);
  std::vector<Steps> all(lanes.names().size(),
                         Steps{std::vector<double>(bins), std::vector<std::int64_t>(bins)});
  for (const Record* const file : run.worked) {
    if (const auto lane = lanes.of(file->rank, file->thread)) add(*file, step, all[*lane]);
  }
  for (std::size_t lane = 0; lane < all.size(); ++lane)
    add_stretches(lane, all[lane], step, lanes.threads(lane), slices);
  return slices;
}

Json phases_of(const report::Report& report) {
  Json phases = Json::array();
  for (const report::Phase& phase : report.phases) {
    if (!std::isfinite(phase.end - phase.start)) continue;
    phases.push_back(
        {{"name", phase.phase}, {"start", rounded(phase.start)}, {"end", rounded(phase.end)}});
  }
  return phases;
}

}  // namespace

Json timeline_of(const ShownRun& run) {
  const Lanes lanes(run.report.ranks, run.limits.lanes);
  const bool has_times = run.end > 0.0 && !run.worked.empty();
  const bool by_file = lanes.kind() == "thread" && run.worked.size() <= run.limits.slices;
  Json slices = Json::object();
  if (has_times) slices = by_file ? files_as_slices(run, lanes) : stretches(run, lanes);
  return {{"by_file", by_file},
          {"lane_kind", lanes.kind()},
          {"lanes", has_times ? Json(lanes.names()) : Json::array()},
          {"end", rounded(run.end)},
          {"step_seconds", rounded(run.end / static_cast<double>(run.limits.bins))},
          {"phases", phases_of(run.report)},
          {"slices", std::move(slices)}};
}

}  // namespace mpietl::view::html
