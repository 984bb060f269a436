#include "mpietl/report/analysis/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mpietl::report {

namespace {

/// The first `most` of `candidates`, in descending order of `measure`.
template <class Row>
std::vector<const Row*> largest(std::vector<const Row*> candidates, std::size_t max_count,
                                double Row::*measure) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(max_count, candidates.size()));
  std::ranges::partial_sort(candidates, candidates.begin() + count,
                            [&](const Row* a, const Row* b) { return a->*measure > b->*measure; });
  candidates.resize(static_cast<std::size_t>(count));
  return candidates;
}

constexpr std::size_t stage_count = stage_columns.size() + 2;

/// Seconds of a file in each stage, in the order of stages_of().
std::array<double, stage_count> seconds_in_stages(const Record& file) {
  std::array<double, stage_count> seconds{};
  for (std::size_t i = 0; i < stage_columns.size(); ++i)
    seconds[i] = file.*stage_columns[i].seconds;
  seconds[stage_columns.size()] = std::max(0.0, file.total_seconds - stage_seconds(file));
  seconds.back() = busy_seconds(file);
  return seconds;
}

void add(std::int64_t samples, Flagged& sum) {
  if (samples <= 0) return;
  sum.samples += static_cast<double>(samples);
  ++sum.files;
}

}  // namespace

std::vector<const Record*> all_files(const std::vector<Record>& files) {
  std::vector<const Record*> list;
  list.reserve(files.size());
  for (const Record& file : files) list.push_back(&file);
  return list;
}

std::vector<const Record*> files_of_run(const Report& report) {
  auto list = all_files(report.files);
  const auto runs = runs_on_clock(report);
  std::erase_if(list, [&](const Record* file) { return !runs.contains(file->run); });
  return list;
}

Spread spread_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  // Quantiles are found in ascending order, so that each search covers only the rest.
  auto from = values.begin();
  const auto at = [&](double part) {
    const double place = std::ceil(part * static_cast<double>(values.size())) - 1.0;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::max(place, 0.0));
    std::nth_element(from, nth, values.end());
    from = nth;
    return *nth;
  };
  return {at(0.5), at(0.95), at(0.99), at(1.0)};
}

Output output_of(FileList files) {
  Output output;
  for (const Record* const each : files) {
    const Record& file = *each;
    if (file.status != Status::done) continue;
    output.files += 1.0;
    output.bytes_in += known_count(file.bytes_in);
    output.bytes_out += known_count(file.bytes_out);
    output.samples += known_count(file.frames) * known_count(file.channels);
    if (file.sample_rate > 0) output.audio_seconds += known_count(file.frames) / file.sample_rate;
  }
  return output;
}

EstimateError estimate_error(FileList files) {
  std::vector<double> factors;
  double estimated = 0.0;
  double measured = 0.0;
  for (const Record* const file : files) {
    const double cost = finite(thread_seconds(*file));
    const double estimate = finite(file->estimated_seconds);
    if (file->status != Status::done || !(estimate > 0.0) || !(cost > 0.0)) continue;
    factors.push_back(std::max(estimate / cost, cost / estimate));
    estimated += estimate;
    measured += cost;
  }
  return {spread_of(std::move(factors)), estimated / measured};
}

std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t max_count) {
  std::vector<const RankRecord*> candidates;
  for (const RankRecord& rank : ranks) {
    if (std::isfinite(rank.busy_seconds)) candidates.push_back(&rank);
  }
  return largest(std::move(candidates), max_count, &RankRecord::busy_seconds);
}

std::vector<const Record*> slowest(FileList files, std::size_t max_count) {
  std::vector<const Record*> candidates;
  for (const Record* const file : files) {
    const bool worked_on = file->status != Status::skipped;
    if (worked_on && std::isfinite(file->total_seconds)) candidates.push_back(file);
  }
  return largest(std::move(candidates), max_count, &Record::total_seconds);
}

Range range_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  const double below = values.size() % 2 == 0 ? values[middle - 1] : values[middle];
  return {below + (values[middle] - below) / 2.0, values.front(), values.back()};
}

Phase work_phase(const Overview& run) {
  for (const Phase& phase : run.phases) {
    const double seconds = phase.end - phase.start;
    if (phase.phase == "work" && std::isfinite(seconds) && seconds > 0.0) return phase;
  }
  return {"work", 0.0, run.summary.wall_seconds};
}

double work_seconds(const Overview& run) {
  const Phase work = work_phase(run);
  return work.end - work.start;
}

std::int64_t host_count(const Summary& summary) {
  return summary.hosts.empty() ? 0 : 1 + std::ranges::count(summary.hosts, ',');
}

double stage_seconds(const Record& file) {
  double sum = 0.0;
  for (const StageColumn& column : stage_columns) sum += finite(file.*column.seconds);
  return sum;
}

std::vector<Stage> stages_of(FileList files) {
  std::vector<Stage> stages;
  for (const StageColumn& column : stage_columns) stages.push_back({column.name, 0.0, {}});
  stages.push_back({"other", 0.0, {}});
  stages.push_back({"total", 0.0, {}});
  // One pass over the rows: there may be a million, which do not fit into a cache.
  std::array<std::vector<double>, stage_count> done;
  for (auto& values : done) values.reserve(files.size());
  for (const Record* const file : files) {
    if (file->status == Status::skipped) continue;
    const auto seconds = seconds_in_stages(*file);
    for (std::size_t i = 0; i < stage_count; ++i) {
      stages[i].seconds += finite(seconds[i]);
      if (file->status == Status::done) done[i].push_back(seconds[i]);
    }
    if (file->status == Status::done) done.back().back() = file->total_seconds;
  }
  for (std::size_t i = 0; i < stage_count; ++i) stages[i].per_file = spread_of(std::move(done[i]));
  return stages;
}

Quality quality_of(FileList files) {
  constexpr double mostly_silent_share = 0.5;
  Quality quality;
  for (const Record* const file : files) {
    if (file->status != Status::done) continue;
    const double samples = known_count(file->frames) * known_count(file->channels);
    quality.samples += samples;
    add(file->clipped, quality.clipped);
    add(file->saturated, quality.saturated);
    add(file->not_finite, quality.not_finite);
    add(file->silent, quality.silent);
    if (samples > 0.0 && known_count(file->silent) > mostly_silent_share * samples)
      ++quality.mostly_silent_files;
  }
  return quality;
}

}  // namespace mpietl::report
