#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl {

/// A path or any other bytes as one line of valid UTF-8, so that it can be printed and stored.
///
/// Backslash becomes `\\`; newline, tab and carriage return become `\n`, `\t`, `\r`; other control
/// characters, U+0080 to U+009F, and bytes that are not UTF-8 become `\xNN`. All else stays.
std::string escape(std::string_view bytes);

/// Whether `bytes` are well-formed UTF-8.
bool is_utf8(std::string_view bytes);

/// The bytes that escape() was given.
/// Throws Error(format) for a backslash that escape() does not write.
std::string unescape(std::string_view text);

/// The parts of a text between separators; as many as there are separators, and one.
std::vector<std::string_view> split(std::string_view text, char separator);

/// `text` when it has at most `bytes` bytes; else its beginning and its end with " ... " between,
/// in at most `bytes` bytes, without cutting a UTF-8 character. `bytes` is at least 16.
std::string shorten(const std::string& text, std::size_t bytes);

/// "; did you mean 'suffix'?" for an unknown `word`: the known one nearest by edit distance. Empty
/// when none is near (more than a third of the word's length, at least 2, away).
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

/// The same, but "; known are dir, suffix" when none is near.
std::string did_you_mean_or_known(std::string_view word, std::span<const std::string_view> known);

/// `bytes` in the largest decimal unit that keeps it at 1 or more: "996 B", "1.02 GB".
std::string format_bytes(std::uint64_t bytes);

/// Commas between groups of three digits of the whole part: "1,234,567.89".
std::string group_digits(std::string digits);

/// "1,234,567"
template <std::integral Count>
std::string format_count(Count count) {
  return group_digits(std::to_string(count));
}

/// A count with its noun: "1 file", "1,234 files".
template <std::integral Count>
std::string plural(Count count, const std::string& noun) {
  return format_count(count) + " " + noun + (count == 1 ? "" : "s");
}

/// A duration for people: "0.47s", "3m 20s", "2h 05m", "3d 07h".
std::string format_seconds(double seconds);

/// Whole number of `text`, all of it; throws Error(usage) that names `what`.
std::int64_t parse_integer(std::string_view text, const std::string& what);

/// Finite real number of `text`, all of it, independent of the locale; throws Error(usage) that
/// names `what`.
double parse_real(std::string_view text, const std::string& what);

/// Shortest decimal text that reads back as the same double.
std::string format_real(double value);

/// Seconds of "90s", "30m", "1.5h", "2d", or of "HH:MM:SS"; more than 0. Throws Error(usage), which
/// names `what`, for anything else: a number alone is refused, since batch systems take it for
/// minutes, and people for seconds.
double parse_duration(std::string_view text, const std::string& what);

/// As Slurm writes times, rounded up to a whole second: "00:01:30", "2-03:00:00".
std::string format_clock_time(double seconds);

}  // namespace mpietl
