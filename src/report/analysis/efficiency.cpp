#include "mpietl/report/analysis/efficiency.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace mpietl::report {

namespace {

bool is_on_a_lane(const Record& file) {
  return file.status != Status::skipped && file.rank >= 0 && file.thread >= 0 &&
         std::isfinite(file.start) && std::isfinite(file.total_seconds);
}

std::uint64_t key_of(const Record& file) {
  return std::uint64_t{static_cast<std::uint32_t>(file.rank)} << 32U |
         static_cast<std::uint32_t>(file.thread);
}

/// Time that other threads spent on a file; 0 if the stages only differ from its total by rounding.
double helped_seconds(const Record& file) {
  constexpr double rounding = 1.001;
  const double seconds = finite(busy_seconds(file));
  return seconds > rounding * file.total_seconds ? seconds - file.total_seconds : 0.0;
}

}  // namespace

double threads_of(const RankRecord& rank) {
  return static_cast<double>(std::max<std::int32_t>(rank.threads, 1));
}

double threads_of(std::span<const RankRecord> ranks) {
  double threads = 0.0;
  for (const RankRecord& rank : ranks) threads += threads_of(rank);
  return threads;
}

double Lane::gap_seconds() const { return std::max(0.0, last_end - first_start - busy_seconds); }

std::vector<Lane> lanes_of(FileList files) {
  std::vector<Lane> lanes;
  std::unordered_map<std::uint64_t, std::size_t> index_of;
  for (const Record* const file : files) {
    if (!is_on_a_lane(*file)) continue;
    const double end = file->start + file->total_seconds;
    const auto [found, is_new] = index_of.try_emplace(key_of(*file), lanes.size());
    if (is_new) lanes.push_back({file->rank, file->thread, file->start, end, 0.0});
    Lane& lane = lanes[found->second];
    lane.first_start = std::min(lane.first_start, file->start);
    lane.last_end = std::max(lane.last_end, end);
    lane.busy_seconds += file->total_seconds;
  }
  std::ranges::sort(lanes, {}, [](const Lane& lane) { return std::tuple(lane.rank, lane.thread); });
  return lanes;
}

double Makespan::bound_seconds() const { return std::max(even_seconds, longest_seconds); }

double Makespan::by_bound() const {
  return bound_seconds() > 0.0 ? seconds / bound_seconds() : not_measured;
}

Makespan makespan_of(FileList files, double threads, double work_seconds) {
  Makespan makespan{work_seconds, 0.0, 0.0};
  for (const Record* const file : files) {
    if (file->status == Status::skipped) continue;
    makespan.even_seconds += finite(thread_seconds(*file));
    makespan.longest_seconds = std::max(makespan.longest_seconds, finite(file->total_seconds));
  }
  makespan.even_seconds = threads > 0.0 ? makespan.even_seconds / threads : 0.0;
  return makespan;
}

double Idle::total() const { return std::max(0.0, start + between + tail + unused - helping); }

Idle idle_of(FileList files, std::span<const Lane> lanes, double threads, const Phase& work) {
  const double seconds = std::max(0.0, finite(work.end - work.start));
  Idle idle;
  idle.thread_seconds = threads * seconds;
  for (const Lane& lane : lanes) {
    idle.start += std::clamp(lane.first_start - work.start, 0.0, seconds);
    idle.between += lane.gap_seconds();
    idle.tail += std::clamp(work.end - lane.last_end, 0.0, seconds);
  }
  idle.unused = seconds * std::max(0.0, threads - static_cast<double>(lanes.size()));
  for (const Record* const file : files) {
    if (file->status != Status::skipped) idle.helping += helped_seconds(*file);
  }
  return idle;
}

Efficiency efficiency_of(std::span<const RankRecord> ranks, double work_seconds) {
  double busy = 0.0;
  double max_busy = 0.0;
  for (const RankRecord& rank : ranks) {
    const double rank_busy = finite(rank.busy_seconds);
    busy += rank_busy;
    max_busy = std::max(max_busy, rank_busy / threads_of(rank));
  }
  Efficiency efficiency;
  if (ranks.empty()) return efficiency;
  const double mean = busy / threads_of(ranks);
  efficiency.mean_useful_seconds = mean;
  efficiency.max_useful_seconds = max_busy;
  if (!(max_busy > 0.0)) return efficiency;
  efficiency.load_balance = mean / max_busy;
  if (!(work_seconds > 0.0)) return efficiency;
  efficiency.communication = max_busy / work_seconds;
  efficiency.parallel = efficiency.load_balance * efficiency.communication;
  return efficiency;
}

double thread_balance(std::span<const RankRecord> ranks, std::span<const Lane> lanes) {
  double busy = 0.0;
  double max_busy = 0.0;
  for (const Lane& lane : lanes) {
    busy += lane.busy_seconds;
    max_busy = std::max(max_busy, lane.busy_seconds);
  }
  const double threads = std::max(threads_of(ranks), static_cast<double>(lanes.size()));
  return max_busy > 0.0 ? busy / threads / max_busy : not_measured;
}

}  // namespace mpietl::report
