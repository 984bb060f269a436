#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl {

/// Makes a path or other bytes printable: one line of valid UTF-8.
///
/// Backslash becomes `\\`; newline, tab and carriage return become `\n`, `\t`, `\r`; other control
/// characters, U+0080 to U+009F, and bytes that are not UTF-8 become `\xNN`. All else stays.
std::string escape(std::string_view bytes);

/// Whether `bytes` are well-formed UTF-8.
bool is_utf8(std::string_view bytes);

/// Reverses escape().
/// Throws Error(format) for an escape that escape() does not write.
std::string unescape(std::string_view text);

/// The parts of a text between separators: one more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Shortens `text` to at most `bytes` bytes, at least 16: keeps its beginning and end with " ... "
/// between them. UTF-8 characters stay complete.
std::string shorten(const std::string& text, std::size_t bytes);

/// "; did you mean 'suffix'?" with the known word nearest to `word` by edit distance. Empty when
/// all are further than a third of the word's length (at least 2).
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

/// The same, or "; known are dir, suffix" when none is near.
std::string did_you_mean_or_known(std::string_view word, std::span<const std::string_view> known);

/// `bytes` in the largest decimal unit that keeps it at 1 or more: "996 B", "1.02 GB".
std::string format_bytes(std::uint64_t bytes);

/// Adds commas between thousands: "1,234,567.89".
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

/// Parses `text` as a whole number. Throws Error(usage) that names `what`.
std::int64_t parse_integer(std::string_view text, const std::string& what);

/// Parses `text` as a finite number, independent of the locale. Throws Error(usage) that names
/// `what`.
double parse_real(std::string_view text, const std::string& what);

/// The shortest decimal text that reads back as the same number.
std::string format_real(double value);

/// Parses "90s", "30m", "1.5h", "2d" or "HH:MM:SS" into seconds, above 0. Throws Error(usage) that
/// names `what` for other texts; also for a number without a unit, since it means minutes to batch
/// systems and seconds to people.
double parse_duration(std::string_view text, const std::string& what);

/// Parses "500M", "1.5G", "2GB" or "4096B" into bytes, above 0, with decimal units as in
/// format_bytes(). Throws Error(usage) that names `what` for other texts.
std::int64_t parse_size(std::string_view text, const std::string& what);

/// A time in Slurm's format, rounded up to seconds: "00:01:30", "2-03:00:00".
std::string format_clock_time(double seconds);

}  // namespace mpietl
