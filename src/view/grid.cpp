#include "view/grid.hpp"

#include <algorithm>

#include "view/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t gap = 2;

/// As little of a path as says which file it is, before other columns give way to it.
constexpr std::size_t least_shrunk = 24;

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

std::vector<Grid::Fitted> Grid::fit(std::size_t room) const {
  std::vector<Fitted> fitted;
  for (std::size_t i = 0; i < columns_.size(); ++i) fitted.push_back({i, natural_width(i)});
  const auto needed = [&] {
    std::size_t sum = 0;
    for (const auto& [column, width] : fitted) {
      sum += gap + (columns_[column].shrinks ? std::min(width, least_shrunk) : width);
    }
    return sum;
  };
  while (needed() > room) {
    const auto victim = std::ranges::max_element(
        fitted, {}, [&](const Fitted& candidate) { return columns_[candidate.column].drop; });
    if (columns_[victim->column].drop == 0) break;
    fitted.erase(victim);
  }
  for (auto& [column, width] : fitted) {
    if (!columns_[column].shrinks) continue;
    const std::size_t others = needed() - std::min(width, least_shrunk);
    width = std::min(width, others < room ? room - others : 1);
  }
  return fitted;
}

Line Grid::layout(const std::vector<std::string>& cells, Style style,
                  const std::vector<Fitted>& fitted) const {
  Line line;
  for (const auto& [column, width] : fitted) {
    const auto& [title, align, drop, shrinks, own] = columns_[column];
    const std::string cell = shrinks ? cut_middle(cells[column], width) : cells[column];
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
