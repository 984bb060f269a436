#include "mpietl/report/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mpietl::report {

namespace {

double finite(double value) { return std::isfinite(value) ? value : 0.0; }

double known(std::int64_t count) { return static_cast<double>(std::max<std::int64_t>(count, 0)); }

/// Seconds of a file in the measured stages and in waits, added over its threads.
double stage_seconds(const Record& file) {
  return finite(file.open_seconds) + finite(file.read_seconds) + finite(file.transform_seconds) +
         finite(file.write_seconds) + finite(file.close_seconds) + finite(file.wait_seconds);
}

double other_seconds(const Record& file) {
  return std::max(0.0, file.total_seconds - stage_seconds(file));
}

template <class Seconds>
Stage stage_of(const char* name, FileList files, const Seconds& seconds_of) {
  Stage stage{name, 0.0, {}};
  std::vector<double> done;
  for (const Record* const each : files) {
    const Record& file = *each;
    if (file.status == Status::skipped) continue;
    const double seconds = seconds_of(file);
    stage.seconds += finite(seconds);
    if (file.status == Status::done) done.push_back(seconds);
  }
  stage.per_file = spread_of(std::move(done));
  return stage;
}

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
  const auto at = [&](double part) {
    const double place = std::ceil(part * static_cast<double>(values.size())) - 1.0;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::max(place, 0.0));
    std::ranges::nth_element(values, nth);
    return *nth;
  };
  return {at(0.5), at(0.95), at(1.0)};
}

Output output_of(FileList files) {
  Output output;
  for (const Record* const each : files) {
    const Record& file = *each;
    if (file.status != Status::done) continue;
    output.files += 1.0;
    output.bytes_in += known(file.bytes_in);
    output.bytes_out += known(file.bytes_out);
    output.samples += known(file.frames) * known(file.channels);
    if (file.sample_rate > 0) output.audio_seconds += known(file.frames) / file.sample_rate;
  }
  return output;
}

std::vector<Stage> stages_of(FileList files) {
  const auto stage = [&](const char* name, double Record::*seconds) {
    return stage_of(name, files, [seconds](const Record& file) { return file.*seconds; });
  };
  Stage total = stage_of("total", files, busy_seconds);
  total.per_file = stage("", &Record::total_seconds).per_file;
  return {stage("open", &Record::open_seconds),           stage("read", &Record::read_seconds),
          stage("transform", &Record::transform_seconds), stage("write", &Record::write_seconds),
          stage("close", &Record::close_seconds),         stage("waiting", &Record::wait_seconds),
          stage_of("other", files, other_seconds),        std::move(total)};
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

Balance balance_of(std::span<const RankRecord> ranks, double work_seconds) {
  Balance balance;
  for (const RankRecord& rank : ranks) {
    const double busy = finite(rank.busy_seconds);
    balance.busy += busy;
    balance.max_busy = std::max(balance.max_busy, busy);
    balance.thread_seconds += rank.threads * finite(work_seconds);
  }
  if (!ranks.empty()) balance.mean_busy = balance.busy / static_cast<double>(ranks.size());
  return balance;
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

Altered altered(FileList files, std::int64_t Record::*samples) {
  Altered sum;
  for (const Record* const file : files) {
    if (file->status != Status::done || file->*samples <= 0) continue;
    sum.samples += known(file->*samples);
    ++sum.files;
  }
  return sum;
}

}  // namespace mpietl::report
