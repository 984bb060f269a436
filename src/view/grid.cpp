#include "view/grid.hpp"

#include <algorithm>

#include "view/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t gap = 2;

}  // namespace

void Grid::row(std::vector<std::string> cells, Style style) {
  for (auto& cell : cells) cell = printable(cell);
  cells.resize(columns_.size());
  rows_.push_back({std::move(cells), style});
}

std::size_t Grid::natural_width(std::size_t column) const {
  std::size_t widest = width(columns_[column].title);
  for (const Row& row : rows_) widest = std::max(widest, width(row.cells[column]));
  return widest;
}

std::size_t Grid::least_width(const Fitted& fitted) const {
  const GridColumn& column = columns_[fitted.column];
  return column.cut == Cut::none ? fitted.width : std::min(fitted.width, column.least);
}

void Grid::share_rest(std::size_t room, std::size_t needed, std::vector<Fitted>& fitted) const {
  for (auto each = fitted.rbegin(); each != fitted.rend(); ++each) {
    if (columns_[each->column].cut == Cut::none) continue;
    const std::size_t least = least_width(*each);
    const std::size_t others = needed - least;
    each->width = std::min(each->width, others < room ? room - others : 1);
    needed = others + each->width;
  }
}

std::vector<Grid::Fitted> Grid::fit(std::size_t room) const {
  std::vector<Fitted> fitted;
  for (std::size_t i = 0; i < columns_.size(); ++i) fitted.push_back({i, natural_width(i)});
  const auto needed = [&] {
    std::size_t sum = 0;
    for (const Fitted& each : fitted) sum += gap + least_width(each);
    return sum;
  };
  while (needed() > room) {
    const auto victim = std::ranges::max_element(
        fitted, {}, [&](const Fitted& candidate) { return columns_[candidate.column].drop; });
    if (columns_[victim->column].drop == 0) break;
    fitted.erase(victim);
  }
  share_rest(room, needed(), fitted);
  return fitted;
}

Line Grid::layout(const std::vector<std::string>& cells, Style style,
                  const std::vector<Fitted>& fitted) const {
  Line line;
  for (const auto& [column, width] : fitted) {
    const auto& [title, align, drop, cut, own, least] = columns_[column];
    const std::string cell = cut == Cut::middle ? cut_middle(cells[column], width)
                             : cut == Cut::end  ? cut_end(cells[column], width)
                                                : cells[column];
    const bool is_right = align == Align::right;
    line.push_back({std::string(gap, ' ')});
    line.push_back({is_right ? align_right(cell, width) : align_left(cell, width),
                    style == Style::plain ? own : style});
  }
  return line;
}

void Grid::print(Page& page) const {
  const auto fitted = fit(page.columns());
  std::vector<std::string> titles;
  for (const auto& column : columns_) titles.push_back(column.title);
  const bool titled = std::ranges::any_of(titles, [](const auto& t) { return !t.empty(); });
  if (titled) page.line(layout(titles, Style::faint, fitted));
  for (const Row& row : rows_) page.line(layout(row.cells, row.style, fitted));
}

}  // namespace mpietl::view
