#include "mpietl/report/lanes.hpp"

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

}  // namespace

double Lane::gap_seconds() const { return std::max(0.0, last_end - first_start - busy_seconds); }

std::vector<Lane> lanes_of(FileList files) {
  std::vector<Lane> lanes;
  std::unordered_map<std::uint64_t, std::size_t> place_of;
  for (const Record* const file : files) {
    if (!is_on_a_lane(*file)) continue;
    const double end = file->start + file->total_seconds;
    const auto [found, is_new] = place_of.try_emplace(key_of(*file), lanes.size());
    if (is_new) lanes.push_back({file->rank, file->thread, file->start, end, 0.0});
    Lane& lane = lanes[found->second];
    lane.first_start = std::min(lane.first_start, file->start);
    lane.last_end = std::max(lane.last_end, end);
    lane.busy_seconds += file->total_seconds;
  }
  std::ranges::sort(lanes, {}, [](const Lane& lane) { return std::tuple(lane.rank, lane.thread); });
  return lanes;
}

}  // namespace mpietl::report
