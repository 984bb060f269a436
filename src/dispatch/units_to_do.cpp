#include "dispatch/units_to_do.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/job/item_source.hpp"

namespace mpietl::dispatch {

namespace {

// Target length of a task of segments, if there are enough tasks. Opening a recording and seeking
// in it takes as long as decoding some seconds, and tasks of one recording run in parallel.
constexpr double min_seconds = 60.0;
constexpr double max_seconds = 600.0;
constexpr double tasks_per_thread = 8.0;

// A single thread has nobody to share with, and continues from segment to segment.
constexpr double max_seconds_of_one_thread = 3600.0;

// A task that begins shortly after a restart decodes least outside its segments.
constexpr double restart = job::restart_seconds;

/// A unit, with its position if it is a segment of a recording.
struct Part {
  std::uint64_t recording = 0;  // hash of its path
  double start_seconds = 0.0;
  double end_seconds = -1.0;  // below 0: no segment, or of unknown length
  std::uint32_t unit = 0;

  [[nodiscard]] bool has_length() const { return end_seconds >= 0.0; }
};

Part part_of(const UnitList& list, std::size_t unit) {
  Part part{.unit = static_cast<std::uint32_t>(unit)};
  const auto row = list.units.first(unit);
  if (list.units.end(unit) != row + 1) return part;
  const auto segment = list.items.segment(row);
  if (segment.duration_seconds < 0.0) return part;
  const auto input = list.items.input(row);
  part.recording = hash128(input, 0).low;
  part.start_seconds = segment.offset_seconds;
  part.end_seconds = segment.offset_seconds + segment.duration_seconds;
  return part;
}

double longest_task(const std::vector<Part>& parts, int threads) {
  double all_seconds = 0.0;
  for (const auto& part : parts) {
    if (part.has_length()) all_seconds += part.end_seconds - part.start_seconds;
  }
  if (threads == 1) return max_seconds_of_one_thread;
  const double share = all_seconds / (tasks_per_thread * threads);
  const double restarts = std::ceil(share / restart);
  return std::clamp(restarts * restart, min_seconds, max_seconds);
}

/// Whether decoding restarts between the beginnings of two segments.
bool has_restart_between(const Part& part, const Part& next) {
  return std::floor(part.start_seconds / restart) != std::floor(next.start_seconds / restart);
}

/// The segments of one task: from `first` to before `end`.
struct Run {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// The tasks of sorted segments.
std::vector<Run> runs_of(const std::vector<Part>& parts, double longest_seconds) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto* const begun = runs.empty() ? nullptr : &parts[runs.back().first];
    const bool may_continue = begun != nullptr && begun->has_length() && parts[i].has_length() &&
                              begun->recording == parts[i].recording;
    const bool continues_task =
        may_continue && (parts[i].end_seconds - begun->start_seconds <= longest_seconds ||
                         !has_restart_between(parts[i - 1], parts[i]));
    if (!continues_task) runs.push_back({i, i});
    runs.back().end = i + 1;
  }
  return runs;
}

}  // namespace

UnitsToDo::UnitsToDo(const UnitList& list, std::optional<std::vector<std::size_t>> chosen,
                     int threads)
    : list_(list), units_(chosen ? chosen->size() : list.units.size()), chosen_(std::move(chosen)) {
  if (list.items.has_segments()) make_runs(threads);
}

void UnitsToDo::make_runs(int threads) {
  if (list_.units.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Reason::usage, "more than 2^32 - 1 items; split the list");
  }
  std::vector<Part> parts;
  parts.reserve(units_);
  for (std::size_t i = 0; i < units_; ++i) {
    parts.push_back(part_of(list_, chosen_ ? (*chosen_)[i] : i));
  }
  std::ranges::sort(parts, {}, [](const Part& part) {
    return std::tuple(part.recording, part.start_seconds, part.unit);
  });
  auto runs = runs_of(parts, longest_task(parts, threads));
  std::ranges::sort(runs, {}, [&](const Run& run) { return parts[run.first].unit; });
  order_.reserve(parts.size());
  ends_.reserve(runs.size());
  task_of_.resize(list_.units.size());
  for (const auto& run : runs) {
    for (auto i = run.first; i < run.end; ++i) {
      task_of_[parts[i].unit] = static_cast<std::uint32_t>(ends_.size());
      order_.push_back(parts[i].unit);
    }
    ends_.push_back(static_cast<std::uint32_t>(order_.size()));
  }
}

std::span<const std::uint32_t> UnitsToDo::run(schedule::TaskId task) const {
  const std::size_t first = task.value == 0 ? 0 : ends_[task.value - 1];
  return std::span(order_).subspan(first, ends_[task.value] - first);
}

std::size_t UnitsToDo::first_unit(schedule::TaskId task) const {
  if (has_runs()) return run(task).front();
  return chosen_ ? (*chosen_)[task.value] : task.value;
}

std::size_t UnitsToDo::rows(schedule::TaskId task) const {
  std::size_t rows = 0;
  for_each_row(task, [&](std::size_t /*row*/) { ++rows; });
  return rows;
}

schedule::TaskId UnitsToDo::task(std::size_t unit) const {
  if (has_runs()) return {task_of_[unit]};
  if (!chosen_) return {unit};
  return {static_cast<std::size_t>(std::ranges::lower_bound(*chosen_, unit) - chosen_->begin())};
}

}  // namespace mpietl::dispatch
