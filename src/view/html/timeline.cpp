#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "view/html/axes.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

double end_of(const Record& file) { return file.start + file.total_seconds; }

/// Calls `use` with each step during which the file was in progress, and the seconds of it.
template <class Use>
void for_each_step(const Record& file, double step, std::size_t steps, const Use& use) {
  const auto at = [&](double time) {
    return std::min(static_cast<std::size_t>(time / step), steps - 1);
  };
  for (std::size_t i = at(file.start); i <= at(end_of(file)); ++i) {
    const double low = std::max(file.start, step * static_cast<double>(i));
    const double high = std::min(end_of(file), step * static_cast<double>(i + 1));
    use(i, std::max(0.0, high - low));
  }
}

std::vector<Slice> files_as_slices(const ShownRun& run, const Lanes& lanes) {
  std::vector<Slice> slices;
  for (const Record* const file : run.worked) {
    const auto lane = lanes.of(file->rank, file->thread);
    if (lane) slices.push_back({*lane, file->start, end_of(*file), file});
  }
  return slices;
}

/// Busy seconds and files of one lane in each step of time.
struct Steps {
  std::vector<double> busy;
  std::vector<std::int64_t> begun;
};

void add(const Record& file, double step, Steps& steps) {
  bool is_first = true;
  for_each_step(file, step, steps.busy.size(), [&](std::size_t i, double seconds) {
    if (is_first) ++steps.begun[i];
    is_first = false;
    steps.busy[i] += seconds;
  });
}

/// 0: idle; 1: up to a fifth of the threads were busy; … 5: up to all.
int level_of(double busy, double whole) {
  constexpr double levels = 5.0;
  if (!(busy > 0.0) || !(whole > 0.0)) return 0;
  return static_cast<int>(std::clamp(std::ceil(levels * busy / whole - 1e-9), 1.0, levels));
}

void add_stretches(std::size_t lane, const Steps& steps, double step, double threads,
                   std::vector<Slice>& slices) {
  const std::size_t size = steps.busy.size();
  for (std::size_t begin = 0; begin < size;) {
    const int level = level_of(steps.busy[begin], step * threads);
    std::size_t end = begin;
    std::int64_t files = 0;
    while (end < size && level_of(steps.busy[end], step * threads) == level)
      files += steps.begun[end++];
    if (level > 0) {
      slices.push_back({lane, step * static_cast<double>(begin), step * static_cast<double>(end),
                        nullptr, level, files});
    }
    begin = end;
  }
}

std::vector<Slice> stretches(const ShownRun& run, const Lanes& lanes, double step) {
  const std::size_t bins = run.limits.bins;
  std::vector<Steps> all(lanes.names().size(),
                         Steps{std::vector<double>(bins), std::vector<std::int64_t>(bins)});
  for (const Record* const file : run.worked) {
    if (const auto lane = lanes.of(file->rank, file->thread)) add(*file, step, all[*lane]);
  }
  std::vector<Slice> slices;
  for (std::size_t lane = 0; lane < all.size(); ++lane)
    add_stretches(lane, all[lane], step, lanes.threads(lane), slices);
  return slices;
}

/// Adds each step's part of the bytes and the time of a file. A file that took no time is in one
/// step.
void spread(const Record& file, Throughput& sums) {
  const double bytes_in = std::max(0.0, static_cast<double>(file.bytes_in));
  const double bytes_out = std::max(0.0, static_cast<double>(file.bytes_out));
  const bool has_amount = file.status == Status::done;
  const auto add_step = [&](std::size_t i, double seconds) {
    const double part = file.total_seconds > 0.0 ? seconds / file.total_seconds : 1.0;
    sums.in_work[i] += seconds;
    if (!has_amount) return;
    sums.megabytes_in[i] += part * bytes_in;
    sums.megabytes_out[i] += part * bytes_out;
  };
  for_each_step(file, sums.step_seconds, sums.in_work.size(), add_step);
}

void scale(std::vector<double>& sums, double factor) {
  for (double& sum : sums) sum *= factor;
}

}  // namespace

Timeline timeline_of(const ShownRun& run) {
  const Lanes lanes(run.report.ranks, run.limits.lanes);
  Timeline timeline;
  timeline.by_file = lanes.kind() == "thread" && run.worked.size() <= run.limits.slices;
  timeline.lane_kind = lanes.kind();
  timeline.step_seconds = run.end / static_cast<double>(run.limits.bins);
  if (!(run.end > 0.0) || run.worked.empty()) return timeline;
  timeline.lanes = lanes.names();
  timeline.slices =
      timeline.by_file ? files_as_slices(run, lanes) : stretches(run, lanes, timeline.step_seconds);
  return timeline;
}

std::optional<Throughput> throughput_of(const ShownRun& run) {
  constexpr std::size_t max_steps = 200;  // more are noise to the eye
  constexpr double megabyte = 1e6;
  if (run.worked.empty() || !(run.end > 0.0)) return std::nullopt;
  const std::size_t steps = std::min(max_steps, run.limits.bins);
  const double step = run.end / static_cast<double>(steps);
  const std::vector<double> zeros(steps);
  Throughput sums{step, zeros, zeros, zeros};
  for (const Record* const file : run.worked) spread(*file, sums);
  scale(sums.megabytes_in, 1.0 / (megabyte * step));
  scale(sums.megabytes_out, 1.0 / (megabyte * step));
  scale(sums.in_work, 1.0 / step);
  return sums;
}

}  // namespace mpietl::view::html
