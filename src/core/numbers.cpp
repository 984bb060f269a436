// Numbers, sizes and times as text.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/units.hpp"

namespace mpietl {

namespace {

template <class Value>
Value parse_number(std::string_view text, const std::string& what, const char* kind) {
  Value value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    throw Error(Reason::usage, what + ": " + escape(text) + " is too large");
  }
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    throw Error(Reason::usage,
                what + ": '" + escape(text) + "' is not " + kind + hint_at_unit(text));
  }
  return value;
}

std::string printf_text(const char* format, double value) {
  std::array<char, 64> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

constexpr double minute = 60.0;
constexpr double hour = 60.0 * minute;
constexpr double day = 24.0 * hour;
constexpr double longest = 1000.0 * 366.0 * day;  // so that whole seconds can be counted

std::optional<double> seconds_of_unit(char unit) {
  switch (unit) {
    case 's':
      return 1.0;
    case 'm':
      return minute;
    case 'h':
      return hour;
    case 'd':
      return day;
    default:
      return {};
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[noreturn]] void refuse(std::string_view text, const std::string& what) {
  throw Error(Reason::usage,
              what + ": '" + escape(text) + "' is not a time; write 90s, 30m, 4h, 1d or HH:MM:SS");
}

double of_clock(std::string_view text, const std::string& what) {
  const auto parts = split(text, ':');
  if (parts.size() != 3) refuse(text, what);
  for (const auto part : parts) {
    if (part.empty() || !is_digit(part[0])) refuse(text, what);
  }
  const auto hours = parse_integer(parts[0], what);
  const auto minutes = parse_integer(parts[1], what);
  const auto seconds = parse_integer(parts[2], what);
  if (minutes >= 60 || seconds >= 60) refuse(text, what);
  return static_cast<double>(hours) * hour + static_cast<double>(minutes) * minute +
         static_cast<double>(seconds);
}

double of_unit(std::string_view text, const std::string& what) {
  if (text.empty() || !is_digit(text[0])) refuse(text, what);
  if (is_digit(text.back())) {
    throw Error(Reason::usage, what + ": '" + escape(text) + "' has no unit; write " +
                                   escape(text) + "s, " + escape(text) + "m or " + escape(text) +
                                   "h");
  }
  const auto unit = seconds_of_unit(text.back());
  const auto number = text.substr(0, text.size() - 1);
  if (!unit || number.find_first_not_of("0123456789.e+-") != std::string_view::npos) {
    refuse(text, what);
  }
  return *unit * parse_real(number, what);
}

[[noreturn]] void refuse_size(std::string_view text, const std::string& what) {
  throw Error(Reason::usage,
              what + ": '" + escape(text) + "' is not a size; write 500M, 2G or 4096B");
}

std::optional<double> bytes_of_unit(std::string_view unit) {
  if (unit == "B") return 1.0;
  if (unit.size() == 2 && unit[1] == 'B') unit.remove_suffix(1);
  if (unit == "k" || unit == "K") return 1e3;
  if (unit == "M") return 1e6;
  if (unit == "G") return 1e9;
  if (unit == "T") return 1e12;
  return {};
}

}  // namespace

std::string format_bytes(std::uint64_t bytes) {
  constexpr std::array<const char*, 7> units{"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1000.0;
    ++unit;
  }
  const char* format = value < 9.995 ? "%.2f " : value < 99.95 ? "%.1f " : "%.0f ";
  return printf_text(format, value) + units[unit];
}

std::string group_digits(std::string digits) {
  const std::size_t begin = digits.starts_with('-') ? 1 : 0;
  std::size_t place = std::min(digits.find('.'), digits.size());
  while (place > begin + 3) {
    place -= 3;
    digits.insert(place, 1, ',');
  }
  return digits;
}

std::string format_seconds(double seconds) {
  if (!std::isfinite(seconds)) return "?";
  if (seconds < 59.995) return printf_text("%.2fs", seconds);
  const auto whole = static_cast<long long>(std::llround(seconds));
  const auto two_digits = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  if (whole < 3600) return std::to_string(whole / 60) + "m " + two_digits(whole % 60) + "s";
  if (whole < 48 * 3600) {
    return std::to_string(whole / 3600) + "h " + two_digits(whole % 3600 / 60) + "m";
  }
  return std::to_string(whole / 86400) + "d " + two_digits(whole % 86400 / 3600) + "h";
}

std::int64_t parse_integer(std::string_view text, const std::string& what) {
  return parse_number<std::int64_t>(text, what, "a whole number");
}

double parse_real(std::string_view text, const std::string& what) {
  const auto value = parse_number<double>(text, what, "a number");
  if (!std::isfinite(value)) throw Error(Reason::usage, what + ": must be finite");
  return value;
}

std::string format_real(double value) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

double parse_duration(std::string_view text, const std::string& what) {
  const bool is_clock = text.find(':') != std::string_view::npos;
  const double seconds = is_clock ? of_clock(text, what) : of_unit(text, what);
  if (!(seconds > 0.0)) throw Error(Reason::usage, what + ": must be above 0");
  if (seconds > longest) throw Error(Reason::usage, what + ": '" + escape(text) + "' is too long");
  return seconds;
}

std::int64_t parse_size(std::string_view text, const std::string& what) {
  constexpr double largest = 1e18;
  const auto digits = std::min(text.find_first_not_of("0123456789.e+-"), text.size());
  const auto unit = bytes_of_unit(text.substr(digits));
  if (!unit || digits == 0 || !is_digit(text[0])) refuse_size(text, what);
  const double bytes = std::round(*unit * parse_real(text.substr(0, digits), what));
  if (bytes < 1.0) throw Error(Reason::usage, what + ": must be above 0");
  if (bytes > largest) throw Error(Reason::usage, what + ": '" + escape(text) + "' is too large");
  return static_cast<std::int64_t>(bytes);
}

std::string format_clock_time(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  const auto days = whole / 86400;
  std::array<char, 32> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%02d:%02d:%02d",
                                 static_cast<int>(whole % 86400 / 3600),
                                 static_cast<int>(whole % 3600 / 60), static_cast<int>(whole % 60));
  const std::string clock(buffer.data(), static_cast<std::size_t>(size));
  return days > 0 ? std::to_string(days) + "-" + clock : clock;
}

}  // namespace mpietl
