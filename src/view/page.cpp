#include "view/page.hpp"

#include <algorithm>
#include <string_view>

#include "view/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr int least_columns = 40;
constexpr std::size_t field_columns = 13;
constexpr std::size_t most_lines = 3;

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
    case Style::odd:
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
    : columns_(static_cast<std::size_t>(std::max(layout.columns, least_columns))),
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
  for (const auto& part : wrap(printable(value), columns_ - field_columns, most_lines)) {
    line({{align_left(label, field_columns), Style::faint}, {part}});
    label.clear();
  }
}

void Page::text(std::size_t indent, const std::string& words, Style style) {
  if (words.empty()) return;
  for (const auto& part : wrap(printable(words), columns_ - indent, most_lines)) {
    line({{std::string(indent, ' ')}, {part, style}});
  }
}

void Page::prose(const std::string& words) {
  constexpr std::size_t indent = 2;
  constexpr std::size_t readable_columns = 100;
  for (const auto& part :
       wrap(printable(words), std::min(columns_, readable_columns) - indent, most_lines)) {
    line({{std::string(indent, ' ')}, {part}});
  }
}

}  // namespace mpietl::view
