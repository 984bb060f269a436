#include "job/braces.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

constexpr std::size_t most_texts = 1'000'000;

using Texts = std::vector<std::string>;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool is_small = value < INT32_MAX && value > INT32_MIN;
  return error == std::errc() && stop == end && is_small ? std::optional(value) : std::nullopt;
}

bool begins_with_zero(std::string_view number) { return number.size() > 1 && number[0] == '0'; }

/// Expands "000..099"; none for other texts.
std::optional<Texts> range(std::string_view inside) {
  const auto dots = inside.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto first = inside.substr(0, dots);
  const auto last = inside.substr(dots + 2);
  const auto from = whole_number(first);
  const auto to = whole_number(last);
  if (!from || !to) return std::nullopt;
  const auto count = static_cast<std::size_t>(std::max(*from, *to) - std::min(*from, *to)) + 1;
  if (count > most_texts) throw Error(Reason::usage, "a range has more than a million numbers");
  const bool is_padded = begins_with_zero(first) || begins_with_zero(last);
  const auto width = is_padded ? std::max(first.size(), last.size()) : 0;
  Texts numbers;
  for (std::int64_t i = 0; std::cmp_less(i, count); ++i) {
    auto digits = std::to_string(*from <= *to ? *from + i : *from - i);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    numbers.push_back(std::move(digits));
  }
  return numbers;
}

/// Splits at commas outside of inner braces; none when there is no comma.
std::optional<Texts> list(std::string_view inside) {
  Texts parts(1);
  int depth = 0;
  for (const char c : inside) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == ',' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts.size() > 1 ? std::optional(parts) : std::nullopt;
}

std::size_t closing(std::string_view pattern, std::size_t open) {
  int depth = 0;
  for (auto at = open; at < pattern.size(); ++at) {
    if (pattern[at] == '{') ++depth;
    if (pattern[at] == '}' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<std::string> expand_braces(const std::string& pattern) {
  for (auto open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    const auto close = closing(pattern, open);
    if (close == std::string::npos) break;
    const auto inside = std::string_view(pattern).substr(open + 1, close - open - 1);
    auto parts = range(inside);
    if (!parts) parts = list(inside);
    if (!parts) continue;
    Texts texts;
    const auto ends = expand_braces(pattern.substr(close + 1));
    for (const auto& part : *parts) {
      for (const auto& middle : expand_braces(part)) {
        for (const auto& end : ends) {
          if (texts.size() == most_texts) {
            throw Error(Reason::usage, escape(pattern) + " expands to more than a million names");
          }
          texts.push_back(pattern.substr(0, open).append(middle).append(end));
        }
      }
    }
    return texts;
  }
  return {pattern};
}

}  // namespace mpietl::job
