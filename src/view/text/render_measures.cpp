#include <string>

#include "mpietl/core/text.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

/// With as many decimals as are audible.
std::string text_of(double value, const report::MeasureColumn& column) {
  const std::string unit = column.unit;
  return format_fixed(value, unit == "full scale" ? 6 : unit == "Hz" ? 0 : 1);
}

}  // namespace

void print_measures(Page& page, const report::Analysis& analysis) {
  if (analysis.measures.empty()) return;
  page.heading("Measured", "of the outputs");
  Grid grid({{"", Align::left}, {"5%"}, {"median"}, {"95%"}, {"unit", Align::left}, {"files"}});
  for (const auto& measure : analysis.measures) {
    const auto& column = measure.column;
    grid.row({column.name, text_of(measure.p5, column), text_of(measure.median, column),
              text_of(measure.p95, column), column.unit, format_count(measure.files)});
  }
  grid.print(page);
}

}  // namespace mpietl::view
