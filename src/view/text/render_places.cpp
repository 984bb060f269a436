#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/hosts.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t max_rows = 16;
constexpr std::ptrdiff_t extreme_rows = 5;
constexpr std::size_t max_overloaded = 3;
constexpr double notable_error_seconds = 1e-3;

std::vector<const report::Host*> by_speed(const std::vector<report::Host>& hosts) {
  std::vector<const report::Host*> list;
  for (const report::Host& host : hosts) {
    if (std::isfinite(host.speed())) list.push_back(&host);
  }
  std::ranges::stable_sort(list, {}, [](const report::Host* host) { return host->speed(); });
  return list;
}

/// The first and last few.
std::vector<const report::Host*> ends_of(std::vector<const report::Host*> hosts) {
  if (std::ssize(hosts) > 2 * extreme_rows) {
    hosts.erase(hosts.begin() + extreme_rows, hosts.end() - extreme_rows);
  }
  return hosts;
}

class HostGrid {
 public:
  HostGrid(double work_seconds, double median_speed)
      : work_seconds_(work_seconds),
        median_speed_(median_speed),
        grid_({{"host", Align::left, 0, Cut::middle},
               {"ranks", Align::right, 5},
               {"threads", Align::right, 4},
               {"cores", Align::right, 3},
               {"files"},
               {"bytes in", Align::right, 2},
               {"rate", Align::right, 1},
               {"busy"},
               {"speed"}}) {}

  void add(const report::Host& host) {
    const double offered = static_cast<double>(host.threads) * work_seconds_;
    grid_.row({host.name, format_count(host.ranks), format_count(host.threads),
               host.cpus.empty() ? unknown : format_count(host.cpus.size()),
               format_fixed(host.items, 0), format_size(host.bytes),
               format_rate(host.bytes, work_seconds_), format_percent(host.busy_seconds, offered),
               format_percent(host.speed(), median_speed_)});
  }

  void print(Page& page) const { grid_.print(page); }

 private:
  double work_seconds_;
  double median_speed_;
  Grid grid_;
};

/// Names the slowest and the fastest of hosts that are sorted by speed.
void print_extremes(Page& page, const std::vector<const report::Host*>& hosts, double median) {
  if (hosts.size() < 2) return;
  const auto described = [&](const report::Host& host) {
    return host.name + " (" + format_percent(host.speed(), median) + ")";
  };
  page.text(2, "slowest " + described(*hosts.front()) + ", fastest " + described(*hosts.back()));
}

}  // namespace

void print_hosts(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  if (hosts.size() < 2) return;
  const auto sorted = by_speed(hosts);
  const double median = report::median_speed(std::span<const report::Host>(hosts));
  page.heading("Hosts", "speed: bytes per second of a busy thread, relative to the median host");
  print_extremes(page, sorted, median);
  HostGrid grid(analysis.work_seconds, median);
  if (hosts.size() <= max_rows) {
    for (const report::Host& host : hosts) grid.add(host);
    grid.print(page);
    return;
  }
  for (const report::Host* host : ends_of(sorted)) grid.add(*host);
  grid.print(page);
  page.line(
      {{"  the slowest and fastest of " + format_count(hosts.size()) + " hosts", Style::faint}});
}

void print_overload(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  std::size_t overloaded = 0;
  std::string places;
  for (const report::Host& host : hosts) {
    if (!host.is_overloaded() || ++overloaded > max_overloaded) continue;
    places += (places.empty() ? "" : "; ") + host.name + ": " +
              plural(host.threads_at_once, "thread") + " on " + plural(host.cpus.size(), "core");
  }
  if (overloaded == 0) return;
  if (overloaded > max_overloaded) {
    places += "; and " + plural(overloaded - max_overloaded, "other host");
  }
  page.text(0, "more threads than cores on " + places, Style::warning);
}

void print_clock_error(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  const auto worst = std::ranges::max_element(hosts, {}, &report::Host::clock_error_seconds);
  if (worst == hosts.end() || worst->clock_error_seconds <= notable_error_seconds) return;
  page.text(0,
            "clocks of hosts differ: times on " + worst->name + " may be off by up to " +
                format_duration(worst->clock_error_seconds),
            Style::warning);
}

namespace {

constexpr std::size_t busiest_rows = 5;
constexpr double notably_slow = 0.8;

/// The numbers of a rank that the table shows, in the order of its columns.
constexpr std::size_t measure_count = 7;
using Measures = std::array<double, measure_count>;

Measures measures_of(const RankRecord& rank) {
  return {static_cast<double>(rank.grants),
          static_cast<double>(rank.items),
          static_cast<double>(rank.bytes),
          rank.busy_seconds,
          rank.idle_seconds,
          rank.cpu_seconds,
          static_cast<double>(rank.max_rss_bytes)};
}

class RankGrid {
 public:
  explicit RankGrid(const TimeScale& scale)
      : scale_(scale),
        grid_({{"rank"},
               {"host", Align::left, 3, Cut::middle},
               {"grants", Align::right, 5},
               {"items"},
               {"bytes in", Align::right, 2},
               {"busy " + scale.unit()},
               {"idle " + scale.unit()},
               {"cpu " + scale.unit(), Align::right, 1},
               {"memory", Align::right, 4}}) {}

  void add(const std::string& name, const std::string& host, const Measures& measures,
           Style style = Style::plain) {
    const auto& [grants, items, bytes, busy, idle, cpu, memory] = measures;
    grid_.row({name, host, format_fixed(grants, 0), format_fixed(items, 0), format_size(bytes),
               scale_.format(busy), scale_.format(idle), scale_.format(cpu), format_size(memory)},
              style);
  }

  void add(const RankRecord& rank) { add(std::to_string(rank.rank), rank.host, measures_of(rank)); }

  void print(Page& page) const { grid_.print(page); }

 private:
  TimeScale scale_;
  Grid grid_;
};

/// Minimum, median and maximum of each measure separately.
void add_extremes(RankGrid& grid, const std::vector<RankRecord>& ranks) {
  std::array<Measures, 3> rows{};
  for (std::size_t i = 0; i < measure_count; ++i) {
    std::vector<double> values;
    values.reserve(ranks.size());
    for (const RankRecord& rank : ranks) values.push_back(measures_of(rank).at(i));
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    const report::Spread spread = report::spread_of(values);
    rows[0].at(i) = values.empty() ? spread.max : *std::ranges::min_element(values);
    rows[1].at(i) = spread.median;
    rows[2].at(i) = spread.max;
  }
  grid.add("min", "of each column", rows[0], Style::faint);
  grid.add("median", "", rows[1], Style::faint);
  grid.add("max", "", rows[2], Style::faint);
}

/// "slowest by speed: rank 3 on node1, 12.1 MB/s per busy thread, 61.0% of the median"
void print_slowest_place(Page& page, const report::Analysis& analysis) {
  const auto& [rank, speed, by_median] = analysis.slowest_rank;
  if (rank == nullptr) return;
  page.text(2,
            "slowest by speed: rank " + std::to_string(rank->rank) + " on " + rank->host + ", " +
                format_rate(speed, 1.0) + " per busy thread, " + format_percent(by_median, 1.0) +
                " of the median",
            by_median < notably_slow ? Style::warning : Style::plain);
}

}  // namespace

void print_balance(Page& page, const report::Analysis& analysis) {
  const auto& ranks = analysis.report->ranks;
  if (ranks.empty()) return;
  page.heading("Ranks");
  print_slowest_place(page, analysis);
  const auto busiest = report::busiest(ranks, busiest_rows);
  RankGrid grid(TimeScale(std::array{busiest.empty() ? 0.0 : busiest.front()->busy_seconds}));
  if (ranks.size() <= max_rows) {
    for (const RankRecord& rank : ranks) grid.add(rank);
  } else {
    add_extremes(grid, ranks);
    for (const RankRecord* rank : busiest) grid.add(*rank);
  }
  grid.print(page);
  if (ranks.size() > max_rows) {
    page.line({{"  the " + std::to_string(busiest_rows) + " busiest of " +
                    format_count(static_cast<std::int64_t>(ranks.size())) + " ranks",
                Style::faint}});
  }
}

}  // namespace mpietl::view
