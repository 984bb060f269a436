#include "mpietl/report/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "mpietl/report/known.hpp"

namespace mpietl::report {

namespace {

/// The `most` first of `candidates` in the order of falling `measure`.
template <class Row>
std::vector<const Row*> largest(std::vector<const Row*> candidates, std::size_t most,
                                double Row::*measure) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, candidates.size()));
  std::ranges::partial_sort(candidates, candidates.begin() + count,
                            [&](const Row* a, const Row* b) { return a->*measure > b->*measure; });
  candidates.resize(static_cast<std::size_t>(count));
  return candidates;
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
  // Each quantile stands behind the one before, so that only the rest needs a look.
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

std::vector<const RankRecord*> busiest(std::span<const RankRecord> ranks, std::size_t most) {
  std::vector<const RankRecord*> candidates;
  for (const RankRecord& rank : ranks) {
    if (std::isfinite(rank.busy_seconds)) candidates.push_back(&rank);
  }
  return largest(std::move(candidates), most, &RankRecord::busy_seconds);
}

std::vector<const Record*> slowest(FileList files, std::size_t most) {
  std::vector<const Record*> candidates;
  for (const Record* const file : files) {
    const bool worked_on = file->status != Status::skipped;
    if (worked_on && std::isfinite(file->total_seconds)) candidates.push_back(file);
  }
  return largest(std::move(candidates), most, &Record::total_seconds);
}

}  // namespace mpietl::report
