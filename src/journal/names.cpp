#include "journal/names.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

constexpr std::string_view run_mark = "run-";
constexpr std::string_view rank_mark = ".rank-";
constexpr std::string_view list_mark = ".list";
constexpr std::size_t id_digits = 16;

std::string padded(std::int32_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

bool take(std::string_view& rest, std::string_view mark) {
  if (!rest.starts_with(mark)) return false;
  rest.remove_prefix(mark.size());
  return true;
}

std::optional<std::int32_t> take_number(std::string_view& rest) {
  std::int32_t number = -1;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return number;
}

}  // namespace

std::string folder_of(const std::string& report) { return report + ".journal"; }

std::string text_of(const Name& name) {
  std::string text = std::string(run_mark) + padded(name.number, 4) + "-" + name.id;
  if (!name.rank) return text + std::string(list_mark);
  return text + std::string(rank_mark) + padded(*name.rank, 5);
}

std::optional<Name> parse_name(const std::string& text) {
  std::string_view rest = text;
  Name name;
  if (!take(rest, run_mark)) return std::nullopt;
  const auto number = take_number(rest);
  if (!number || !take(rest, "-") || rest.size() < id_digits) return std::nullopt;
  name.number = *number;
  name.id = rest.substr(0, id_digits);
  if (name.id.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  rest.remove_prefix(id_digits);
  if (take(rest, rank_mark)) name.rank = take_number(rest);
  // Also where the same number is written in another way.
  return text_of(name) == text ? std::optional(name) : std::nullopt;
}

}  // namespace mpietl::journal
