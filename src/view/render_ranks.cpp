#include <algorithm>
#include <array>
#include <cmath>

#include "mpietl/report/efficiency.hpp"
#include "mpietl/report/measures.hpp"
#include "mpietl/report/statistics.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_rows = 16;
constexpr std::size_t busiest_rows = 5;

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
               {"host", Align::left, 3, true},
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

}  // namespace

void print_balance(Page& page, const report::Report& report) {
  const auto& ranks = report.ranks;
  if (ranks.empty()) return;
  const auto efficiency = report::efficiency_of(ranks, report::work_seconds(report));
  page.heading("Load balance");
  page.text(2, "mean busy " + format_percent(efficiency.load_balance, 1.0) +
                   " of the busiest rank; threads busy " +
                   format_percent(efficiency.parallel, 1.0) + " of the work phase");

  RankGrid grid(TimeScale(std::array{
      report::busiest(ranks, 1).empty() ? 0.0 : report::busiest(ranks, 1).front()->busy_seconds}));
  if (ranks.size() <= most_rows) {
    for (const RankRecord& rank : ranks) grid.add(rank);
  } else {
    add_extremes(grid, ranks);
    for (const RankRecord* rank : report::busiest(ranks, busiest_rows)) grid.add(*rank);
  }
  grid.print(page);
  if (ranks.size() > most_rows) {
    page.line({{"  the " + std::to_string(busiest_rows) + " busiest of " +
                    format_count(static_cast<std::int64_t>(ranks.size())) + " ranks",
                Style::faint}});
  }
}

}  // namespace mpietl::view
