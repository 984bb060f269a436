#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/hosts.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

namespace {

constexpr double large_size = 2.0;
constexpr double long_stage = 1.5;
constexpr double min_loss = 0.2;
constexpr double main_share = 0.5;
constexpr double slow_place = 0.8;
constexpr double poor_estimate = 1.5;

std::string formatted(const char* format, double value) {
  std::array<char, 64> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), std::min(buffer.size() - 1, static_cast<std::size_t>(size))};
}

/// "1.7 ×", "14 ×"
std::string times(double factor) { return formatted(factor < 9.95 ? "%.1f ×" : "%.0f ×", factor); }

std::string percent(double part) { return formatted("%.0f%%", 100.0 * part); }

/// Speeds of ranks and hosts, relative to the median.
class PlaceSpeeds {
 public:
  explicit PlaceSpeeds(std::span<const RankRecord> ranks) : hosts_(hosts_of(ranks)) {
    const double median_rank = median_speed(ranks);
    const double median_host = median_speed(std::span<const Host>(hosts_));
    for (const RankRecord& rank : ranks) {
      const auto host = std::ranges::find(hosts_, rank.host, &Host::name);
      ranks_[rank.rank] = {rank.host, speed_of(rank) / median_rank, host->speed() / median_host};
    }
  }

  void set_place(SlowFile& slow) const {
    const auto found = ranks_.find(slow.file->rank);
    if (found == ranks_.end()) return;
    slow.host = found->second.host;
    if (ranks_.size() > 1) slow.rank_speed_by_median = found->second.rank_speed;
    if (hosts_.size() > 1) slow.host_speed_by_median = found->second.host_speed;
  }

 private:
  struct Place {
    std::string host;
    double rank_speed = not_measured;
    double host_speed = not_measured;
  };
  std::vector<Host> hosts_;
  std::map<std::int32_t, Place> ranks_;
};

/// The stage with the largest loss compared with the usual time for the size, or else the longest
/// stage.
void set_stage(const Typical& typical, SlowFile& slow) {
  const double size = slow.size_by_typical > 1.0 ? slow.size_by_typical : 1.0;
  const double all = stage_seconds(*slow.file);
  double largest_loss = min_loss * all;
  double largest = 0.0;
  bool is_lost = false;
  for (std::size_t i = 0; i < stage_columns.size(); ++i) {
    const double seconds = finite(slow.file->*stage_columns[i].seconds);
    const double expected = size * typical.stage_seconds[i];
    const double loss = seconds > long_stage * expected ? seconds - expected : 0.0;
    if (loss > largest_loss || (!is_lost && seconds > largest)) {
      is_lost = loss > largest_loss;
      if (is_lost) largest_loss = loss;
      largest = seconds;
      slow.stage = stage_columns[i].name;
      slow.stage_share = seconds / all;
      slow.stage_by_expected = seconds / expected;
    }
  }
}

std::string stage_reason(const SlowFile& slow) {
  if (slow.stage_share > min_loss && slow.stage_by_expected > long_stage) {
    return std::string(slow.stage) + " " + times(slow.stage_by_expected) + " usual";
  }
  if (slow.stage_share > main_share) return percent(slow.stage_share) + " " + slow.stage;
  return "";
}

std::string place_reason(const SlowFile& slow) {
  const auto slower = [](const std::string& name, double speed) {
    return name + " at " + percent(speed) + " of the speed";
  };
  if (slow.host_speed_by_median < slow_place) return slower(slow.host, slow.host_speed_by_median);
  if (slow.rank_speed_by_median < slow_place) {
    return slower("rank " + std::to_string(slow.file->rank), slow.rank_speed_by_median);
  }
  return "";
}

std::string why(const SlowFile& slow) {
  std::string text;
  const auto add = [&](const std::string& reason) {
    if (!reason.empty()) text += (text.empty() ? "" : "; ") + reason;
  };
  if (slow.size_by_typical >= large_size) add(times(slow.size_by_typical) + " size");
  add(stage_reason(slow));
  add(place_reason(slow));
  if (slow.measured_by_estimated > poor_estimate) {
    add(times(slow.measured_by_estimated) + " estimate");
  }
  return text.empty() ? "no single cause" : text;
}

/// `part` / `whole`; NaN where one is not known.
double ratio(double part, double whole) { return whole > 0.0 ? part / whole : not_measured; }

SlowFile compared(const Record& file, const Typical& typical) {
  SlowFile slow{&file,        "",           not_measured, not_measured, "", 0.0,
                not_measured, not_measured, not_measured, not_measured, ""};
  slow.seconds_by_typical = ratio(file.total_seconds, typical.total_seconds);
  if (file.bytes_in >= 0) {
    slow.size_by_typical = ratio(static_cast<double>(file.bytes_in), typical.bytes);
  }
  slow.measured_by_estimated = ratio(thread_seconds(file), file.estimated_seconds);
  set_stage(typical, slow);
  return slow;
}

}  // namespace

Typical typical_of(std::span<const Stage> stages, const Spread& bytes) {
  Typical typical;
  typical.bytes = bytes.median;
  if (stages.size() < stage_columns.size()) return typical;
  typical.total_seconds = stages.back().per_file.median;
  for (std::size_t i = 0; i < stage_columns.size(); ++i) {
    typical.stage_seconds[i] = stages[i].per_file.median;
  }
  return typical;
}

std::vector<SlowFile> explain_slowest(FileList files, std::size_t max_files, const Typical& typical,
                                      std::span<const RankRecord> ranks,
                                      const std::set<std::int32_t>& runs) {
  const PlaceSpeeds places(ranks);
  std::vector<SlowFile> explained;
  for (const Record* const file : slowest(files, max_files)) {
    SlowFile& slow = explained.emplace_back(compared(*file, typical));
    if (runs.contains(file->run)) places.set_place(slow);
    slow.why = why(slow);
  }
  return explained;
}

}  // namespace mpietl::report
