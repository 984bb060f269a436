#include "mpietl/report/speeds.hpp"

#include <cmath>

#include "mpietl/report/measures.hpp"

namespace mpietl::report {

namespace {

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

double speed_of(const RankRecord& rank) {
  return rank.busy_seconds > 0.0 ? static_cast<double>(rank.bytes) / rank.busy_seconds
                                 : not_measured;
}

double median_speed(std::span<const RankRecord> ranks) { return speeds_of(ranks).median; }

double median_speed(std::span<const Host> hosts) { return speeds_of(hosts).median; }

Slowest<RankRecord> slowest_of(std::span<const RankRecord> ranks) { return find_slowest(ranks); }

Slowest<Host> slowest_of(std::span<const Host> hosts) { return find_slowest(hosts); }

}  // namespace mpietl::report
