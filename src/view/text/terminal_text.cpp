#include "view/text/terminal_text.hpp"

#include <algorithm>
#include <array>

#include "mpietl/core/text.hpp"

namespace mpietl::view {

namespace {

constexpr std::string_view ellipsis = "…";

/// Length in bytes of the valid UTF-8 character that begins with `first`.
std::size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t code_point(std::string_view character) {
  constexpr std::array<unsigned, 5> masks{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t code = static_cast<unsigned char>(character[0]) & masks.at(character.size());
  for (const char c : character.substr(1)) code = code << 6U | (static_cast<unsigned>(c) & 0x3FU);
  return code;
}

bool is_wide(char32_t code) {
  const auto within = [&](char32_t first, char32_t last) { return code >= first && code <= last; };
  return within(0x1100, 0x115F) || within(0x2E80, 0xA4CF) || within(0xAC00, 0xD7A3) ||
         within(0xF900, 0xFAFF) || within(0xFE30, 0xFE6F) || within(0xFF00, 0xFF60) ||
         within(0xFFE0, 0xFFE6) || within(0x1F300, 0x1FAFF) || within(0x20000, 0x3FFFD);
}

struct Character {
  std::string_view bytes;
  std::size_t columns;
};

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  while (!text.empty()) {
    const auto bytes = text.substr(0, length_of(text[0]));
    characters.push_back({bytes, is_wide(code_point(bytes)) ? 2U : 1U});
    text.remove_prefix(bytes.size());
  }
  return characters;
}

/// The longest text from `begin` on that fits into `columns`.
template <class Iterator>
Iterator fill(Iterator begin, Iterator end, std::size_t columns) {
  for (; begin != end && begin->columns <= columns; ++begin) columns -= begin->columns;
  return begin;
}

template <class Iterator>
std::string join(Iterator begin, Iterator end) {
  std::string text;
  for (; begin != end; ++begin) text += begin->bytes;
  return text;
}

/// Keeps about `head` columns of the beginning, and as much of the end as fits into `columns`.
std::string cut(std::string_view text, std::size_t columns, std::size_t head) {
  if (width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  const auto characters = characters_of(text);
  const auto first = fill(characters.begin(), characters.end(), head);
  const auto last = fill(characters.rbegin(), characters.rend(), columns - 1 - head).base();
  return join(characters.begin(), first) + std::string(ellipsis) + join(last, characters.end());
}

/// Length in bytes of the first line of a text that is broken at `columns`.
std::size_t first_line(std::string_view text, std::size_t columns) {
  const auto characters = characters_of(text);
  const auto end = fill(characters.begin(), characters.end(), columns);
  if (end == characters.end()) return text.size();
  const auto limit = static_cast<std::size_t>(end->bytes.data() - text.data());
  const std::size_t blank = text.rfind(' ', limit);
  if (blank != std::string_view::npos && blank > limit / 2) return blank;
  return std::max(limit, characters.front().bytes.size());
}

}  // namespace

std::string printable(std::string_view text) {
  std::string line = escape(text);
  // escape() would double backslashes, but texts of reports are already escaped.
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '\\') ++i;
    line[end++] = line[i];
  }
  line.resize(end);
  return line;
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (const auto& character : characters_of(text)) columns += character.columns;
  return columns;
}

std::string cut_end(std::string_view text, std::size_t columns) {
  return cut(text, columns, columns == 0 ? 0 : columns - 1);
}

std::string cut_middle(std::string_view text, std::size_t columns) {
  return cut(text, columns, columns / 3);
}

std::string align_right(std::string_view text, std::size_t columns) {
  return std::string(columns - std::min(columns, width(text)), ' ') + std::string(text);
}

std::string align_left(std::string_view text, std::size_t columns) {
  return std::string(text) + std::string(columns - std::min(columns, width(text)), ' ');
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns, std::size_t max_lines) {
  std::vector<std::string> lines;
  while (lines.size() + 1 < max_lines && width(text) > columns) {
    const std::size_t size = first_line(text, columns);
    lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  lines.push_back(cut_end(text, columns));
  return lines;
}

}  // namespace mpietl::view
