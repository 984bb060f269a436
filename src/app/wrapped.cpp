#include "app/wrapped.hpp"

#include <algorithm>
#include <vector>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

/// Characters of UTF-8.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Where the text of a line begins: after a name and two spaces, or after the indentation.
std::size_t place_of_text(std::string_view line) {
  const auto indent = std::min(line.find_first_not_of(' '), line.size());
  const auto gap = line.find("  ", indent);
  if (gap == std::string_view::npos) return indent;
  return std::min(line.find_first_not_of(' ', gap), line.size());
}

std::string wrapped_line(std::string_view line, std::size_t columns) {
  if (width_of(line) <= columns) return std::string(line);
  const auto indent = place_of_text(line);
  std::string text(line.substr(0, indent));
  auto column = width_of(text);
  const auto hanging = column;
  bool is_first = true;
  for (const auto word : split(line.substr(indent), ' ')) {
    const auto width = width_of(word);
    if (!is_first && column + 1 + width > columns) {
      text += "\n" + std::string(hanging, ' ');
      column = hanging;
    } else if (!is_first) {
      text += ' ';
      ++column;
    }
    text += word;
    column += width;
    is_first = false;
  }
  return text;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string result;
  bool is_first = true;
  for (const auto line : split(text, '\n')) {
    if (!is_first) result += '\n';
    result += wrapped_line(line, columns);
    is_first = false;
  }
  return result;
}

}  // namespace mpietl::app
