#include "view/text/page.hpp"

#include <algorithm>
#include <string_view>

#include "view/text/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr int min_columns = 40;
constexpr std::size_t field_columns = 13;
constexpr std::size_t max_lines = 3;
constexpr std::size_t gap = 2;  // between the columns of a grid

std::string_view escape_code(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "\x1b[1m";
    case Style::faint:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[32m";
    case Style::warning:
      return "\x1b[33m";
    case Style::bad:
      return "\x1b[31m";
    case Style::bar:
      return "\x1b[36m";
  }
  return "";
}

std::string coloured(const std::string& text, Style style) {
  const auto code = escape_code(style);
  if (code.empty() || text.find_first_not_of(' ') == std::string::npos) return text;
  return std::string(code) + text + "\x1b[0m";
}

/// Takes the blanks at the end away.
void trim(Line& spans) {
  while (!spans.empty()) {
    std::string& last = spans.back().text;
    last.erase(last.find_last_not_of(' ') + 1);
    if (!last.empty()) return;
    spans.pop_back();
  }
}

}  // namespace

Page::Page(const Layout& layout)
    : columns_(static_cast<std::size_t>(std::max(layout.columns, min_columns))),
      colour_(layout.colour) {}

void Page::line(Line spans) {
  trim(spans);
  std::size_t left = columns_;
  for (const Span& span : spans) {
    const std::string text = cut_end(printable(span.text), left);
    left -= width(text);
    text_ += colour_ ? coloured(text, span.style) : text;
  }
  text_ += '\n';
}

void Page::heading(const std::string& title, const std::string& note) {
  line({});
  line({{title, Style::strong}, {note.empty() ? "" : "  " + note, Style::faint}});
}

void Page::field(const std::string& name, const std::string& value) {
  if (value.empty()) return;
  std::string label = name;
  for (const auto& part : wrap(printable(value), columns_ - field_columns, max_lines)) {
    line({{align_left(label, field_columns), Style::faint}, {part}});
    label.clear();
  }
}

void Page::text(std::size_t indent, const std::string& words, Style style) {
  if (words.empty()) return;
  for (const auto& part : wrap(printable(words), columns_ - indent, max_lines)) {
    line({{std::string(indent, ' ')}, {part, style}});
  }
}

void Page::prose(const std::string& words) {
  constexpr std::size_t indent = 2;
  constexpr std::size_t readable_columns = 100;
  for (const auto& part :
       wrap(printable(words), std::min(columns_, readable_columns) - indent, max_lines)) {
    line({{std::string(indent, ' ')}, {part}});
  }
}

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

std::size_t Grid::fitted_min_width(const Fitted& fitted) const {
  const GridColumn& column = columns_[fitted.column];
  return column.cut == Cut::none ? fitted.width : std::min(fitted.width, column.min_width);
}

void Grid::share_rest(std::size_t room, std::size_t needed, std::vector<Fitted>& fitted) const {
  for (auto each = fitted.rbegin(); each != fitted.rend(); ++each) {
    if (columns_[each->column].cut == Cut::none) continue;
    const std::size_t min_width = fitted_min_width(*each);
    const std::size_t others = needed - min_width;
    each->width = std::min(each->width, others < room ? room - others : 1);
    needed = others + each->width;
  }
}

std::vector<Grid::Fitted> Grid::fit(std::size_t room) const {
  std::vector<Fitted> fitted;
  for (std::size_t i = 0; i < columns_.size(); ++i) fitted.push_back({i, natural_width(i)});
  const auto needed = [&] {
    std::size_t sum = 0;
    for (const Fitted& each : fitted) sum += gap + fitted_min_width(each);
    return sum;
  };
  while (needed() > room) {
    const auto dropped = std::ranges::max_element(
        fitted, {}, [&](const Fitted& candidate) { return columns_[candidate.column].drop; });
    if (columns_[dropped->column].drop == 0) break;
    fitted.erase(dropped);
  }
  share_rest(room, needed(), fitted);
  return fitted;
}

Line Grid::layout(const std::vector<std::string>& cells, Style style,
                  const std::vector<Fitted>& fitted) const {
  Line line;
  for (const auto& [column, width] : fitted) {
    const auto& [title, align, drop, cut, own, min_width] = columns_[column];
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
