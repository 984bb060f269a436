#include "mpietl/core/text.hpp"

#include <algorithm>

#include "mpietl/core/error.hpp"

namespace mpietl {

namespace {

/// The bytes of the UTF-8 character at the start of `text`, or 0 when there is none
/// (the well-formed sequences of Unicode, table 3-7).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t count, unsigned low, unsigned high) {
    if (text.size() <= count || byte(1) < low || byte(1) > high) return false;
    for (std::size_t i = 2; i <= count; ++i) {
      if (byte(i) < 0x80 || byte(i) > 0xBF) return false;
    }
    return true;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return follows(2, low, high) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(3, low, high) ? 4 : 0;
  }
  return 0;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

std::string hex_escape(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
  }
  return text;
}

std::string escape_character(std::string_view character) {
  if (character == "\\") return "\\\\";
  if (character == "\n") return "\\n";
  if (character == "\t") return "\\t";
  if (character == "\r") return "\\r";
  return is_control(character) ? hex_escape(character) : std::string(character);
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  throw Error(Reason::format, "a path contains an invalid backslash escape");
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::string escape(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    const auto character = bytes.substr(0, std::max<std::size_t>(length, 1));
    text += length == 0 ? hex_escape(character) : escape_character(character);
    bytes.remove_prefix(character.size());
  }
  return text;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string unescape(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    const char kind = i + 1 < text.size() ? text[++i] : '\0';
    if (kind == '\\') {
      bytes += '\\';
    } else if (kind == 'n') {
      bytes += '\n';
    } else if (kind == 't') {
      bytes += '\t';
    } else if (kind == 'r') {
      bytes += '\r';
    } else if (kind == 'x' && i + 2 < text.size()) {
      bytes += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      throw Error(Reason::format, "a path contains an invalid backslash escape");
    }
  }
  return bytes;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string shorten(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  constexpr std::string_view gap = " ... ";
  const auto is_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t head = (bytes - gap.size()) / 2;
  std::size_t tail = text.size() - (bytes - gap.size() - head);
  while (head > 0 && is_inside(head)) --head;
  while (tail < text.size() && is_inside(tail)) ++tail;
  return text.substr(0, head) + std::string(gap) + text.substr(tail);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
  std::string_view near;
  for (const auto each : known) {
    const std::size_t distance = edit_distance(word, each);
    // A short word is near to any other short word; a common letter makes the difference.
    const bool shares_a_letter = distance < std::max(word.size(), each.size());
    if (distance >= best || !shares_a_letter) continue;
    best = distance;
    near = each;
  }
  return near.empty() ? "" : "; did you mean '" + std::string(near) + "'?";
}

std::string did_you_mean_or_known(std::string_view word, std::span<const std::string_view> known) {
  auto text = did_you_mean(word, known);
  if (!text.empty()) return text;
  text = "; known are";
  for (const auto each : known) text += (each == known.front() ? " " : ", ") + std::string(each);
  return text;
}

}  // namespace mpietl
