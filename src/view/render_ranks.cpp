#include <algorithm>
#include <array>
#include <cmath>

#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_rows = 16;
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

/// The least, the middle and the largest of each measure by itself.
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

/// "slowest by speed: rank 3 on node1, 12.1 MB/s a busy thread, 61.0% of the median"
void print_slowest_place(Page& page, const report::Analysis& analysis) {
  const auto& [rank, speed, by_median] = analysis.slowest_rank;
  if (rank == nullptr) return;
  page.text(2,
            "slowest by speed: rank " + std::to_string(rank->rank) + " on " + rank->host + ", " +
                format_rate(speed, 1.0) + " a busy thread, " + format_percent(by_median, 1.0) +
                " of the median",
            by_median < notably_slow ? Style::odd : Style::plain);
}

}  // namespace

void print_balance(Page& page, const report::Analysis& analysis) {
  const auto& ranks = analysis.report->ranks;
  if (ranks.empty()) return;
  page.heading("Ranks");
  print_slowest_place(page, analysis);
  const auto busiest = report::busiest(ranks, busiest_rows);
  RankGrid grid(TimeScale(std::array{busiest.empty() ? 0.0 : busiest.front()->busy_seconds}));
  if (ranks.size() <= most_rows) {
    for (const RankRecord& rank : ranks) grid.add(rank);
  } else {
    add_extremes(grid, ranks);
    for (const RankRecord* rank : busiest) grid.add(*rank);
  }
  grid.print(page);
  if (ranks.size() > most_rows) {
    page.line({{"  the " + std::to_string(busiest_rows) + " busiest of " +
                    format_count(static_cast<std::int64_t>(ranks.size())) + " ranks",
                Style::faint}});
  }
}

}  // namespace mpietl::view
