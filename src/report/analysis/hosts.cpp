#include "mpietl/report/analysis/hosts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace mpietl::report {

namespace {

void add(const RankRecord& rank, Host& host) {
  add_cpus(rank.cpus, host.cpus);
  ++host.ranks;
  host.threads += rank.threads;
  host.threads_at_once += rank.threads;
  host.items += static_cast<double>(rank.items);
  host.bytes += static_cast<double>(rank.bytes);
  host.busy_seconds += finite(rank.busy_seconds);
  host.clock_error_seconds = std::max(host.clock_error_seconds, finite(rank.clock_error_seconds));
}

double measure(const Host& host) { return host.speed(); }
double measure(const RankRecord& rank) { return speed_of(rank); }

template <class Row>
Range speeds_of(std::span<const Row> rows) {
  std::vector<double> speeds;
  speeds.reserve(rows.size());
  for (const Row& row : rows) speeds.push_back(measure(row));
  return range_of(std::move(speeds));
}

template <class Row>
Slowest<Row> find_slowest(std::span<const Row> rows) {
  Slowest<Row> slowest;
  std::size_t known = 0;
  for (const Row& row : rows) {
    const double speed = measure(row);
    if (!std::isfinite(speed)) continue;
    ++known;
    if (slowest.row == nullptr || speed < slowest.speed) slowest = {&row, speed, 0.0};
  }
  if (known < 2) return {};
  slowest.by_median = slowest.speed / speeds_of(rows).median;
  return slowest;
}

}  // namespace

double Host::speed() const {
  return busy_seconds > 0.0 ? bytes / busy_seconds : std::numeric_limits<double>::quiet_NaN();
}

bool Host::is_overloaded() const {
  return !cpus.empty() && threads_at_once > static_cast<std::int64_t>(cpus.size());
}

void add_cpus(std::string_view list, std::set<int>& cpus) {
  constexpr int max_cpu = 1 << 16;
  while (!list.empty()) {
    const auto part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), part.size() + 1));
    int first = 0;
    const auto* end = part.data() + part.size();
    const auto [after, error] = std::from_chars(part.data(), end, first);
    int last = first;
    if (error != std::errc{}) continue;
    if (after != end && *after == '-') std::from_chars(after + 1, end, last);
    for (int cpu = std::max(0, first); cpu <= std::min(last, max_cpu); ++cpu) cpus.insert(cpu);
  }
}

std::vector<Host> hosts_of(std::span<const RankRecord> ranks) {
  std::vector<Host> hosts;
  std::unordered_map<std::string, std::size_t> index;
  for (const RankRecord& rank : ranks) {
    const auto [found, is_new] = index.emplace(rank.host, hosts.size());
    if (is_new) hosts.emplace_back().name = rank.host;
    add(rank, hosts[found->second]);
  }
  return hosts;
}

void count_threads_at_once(std::span<const RankRecord> ranks, std::span<const Lane> lanes,
                           std::vector<Host>& hosts) {
  struct Span {
    double start = std::numeric_limits<double>::infinity();
    double end = 0.0;
  };
  std::unordered_map<std::int32_t, Span> spans;
  for (const Lane& lane : lanes) {
    auto& span = spans[lane.rank];
    span.start = std::min(span.start, lane.first_start);
    span.end = std::max(span.end, lane.last_end);
  }
  for (Host& host : hosts) {
    // Of simultaneous events, ends come first.
    std::multimap<std::pair<double, bool>, std::int32_t> changes;
    for (const RankRecord& rank : ranks) {
      const auto found = spans.find(rank.rank);
      if (rank.host != host.name || found == spans.end()) continue;
      changes.emplace(std::pair(found->second.start, true), rank.threads);
      changes.emplace(std::pair(found->second.end, false), rank.threads);
    }
    std::int64_t now = 0;
    host.threads_at_once = 0;
    for (const auto& [change, threads] : changes) {
      now += change.second ? threads : -threads;
      host.threads_at_once = std::max(host.threads_at_once, now);
    }
  }
}

double speed_of(const RankRecord& rank) {
  return rank.busy_seconds > 0.0 ? static_cast<double>(rank.bytes) / rank.busy_seconds
                                 : not_measured;
}

double median_speed(std::span<const RankRecord> ranks) { return speeds_of(ranks).median; }

double median_speed(std::span<const Host> hosts) { return speeds_of(hosts).median; }

Slowest<RankRecord> slowest_of(std::span<const RankRecord> ranks) { return find_slowest(ranks); }

Slowest<Host> slowest_of(std::span<const Host> hosts) { return find_slowest(hosts); }

}  // namespace mpietl::report
