#include "mpietl/job/values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

// The names of enumerators, in their order.
constexpr std::array<std::string_view, 2> schedules{"dynamic", "static"};
constexpr std::array<std::string_view, 3> fsyncs{"never", "batch", "file"};
constexpr std::array<std::string_view, 2> isolations{"none", "process"};
constexpr std::array<std::string_view, 2> on_errors{"skip", "abort"};
constexpr std::array<std::string_view, 4> progress_styles{"auto", "bar", "plain", "none"};
constexpr std::array<std::string_view, 2> dithers{"none", "tpdf"};

template <class Enumeration, std::size_t count>
std::string name_of(Enumeration value, const std::array<std::string_view, count>& names) {
  return std::string(names.at(static_cast<std::size_t>(value)));
}

template <class Enumeration, std::size_t count>
void choose(const std::string& text, const std::string& what,
            const std::array<std::string_view, count>& names, Enumeration& value) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) {
    std::string known;
    for (const auto name : names) known += (known.empty() ? "" : ", ") + std::string(name);
    throw Error(Reason::usage, what + ": '" + escape(text) + "' is not one of " + known);
  }
  value = static_cast<Enumeration>(found - names.begin());
}

[[noreturn]] void refuse_shard(const std::string& text, const std::string& what,
                               const std::string& why) {
  throw Error(Reason::usage, what + ": '" + escape(text) + "' " + why);
}

std::optional<std::int64_t> count_of(const std::string& digits) {
  const bool is_number = !digits.empty() && digits.size() <= 9 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) return std::nullopt;
  return std::stoll(digits);
}

Shard shard_of(const std::string& text, const std::string& what) {
  constexpr std::int64_t max_shards = 1'000'000;
  const auto slash = std::min(text.find('/'), text.size());
  const auto number = count_of(text.substr(0, slash));
  const auto count = count_of(slash < text.size() ? text.substr(slash + 1) : "");
  if (!number || !count) {
    refuse_shard(text, what, "is not a shard: write I/N, such as 2/5");
  }
  if (*number == 0) {
    refuse_shard(text, what,
                 "is not a shard: shards count from 1; for an array of jobs, use --array=1-N");
  }
  if (*number > *count) {
    refuse_shard(text, what,
                 "is not a shard: they are numbered from 1 to " + std::to_string(*count));
  }
  if (*count > max_shards) {
    refuse_shard(text, what, "has too many shards: the most is " + std::to_string(max_shards));
  }
  return {*number, *count};
}

/// In the largest unit that gives a whole number.
std::string text_of_seconds(double seconds) {
  constexpr std::array<std::pair<double, char>, 3> units{
      {{86400.0, 'd'}, {3600.0, 'h'}, {60.0, 'm'}}};
  for (const auto& [length, unit] : units) {
    const double count = seconds / length;
    if (count != std::nearbyint(count) || count * length != seconds) continue;
    return std::to_string(static_cast<std::int64_t>(count)) + unit;
  }
  return format_real(seconds) + "s";
}

/// In the largest unit that gives a whole number.
std::string text_of_bytes(std::int64_t bytes) {
  constexpr std::array<std::pair<std::int64_t, char>, 3> units{
      {{1'000'000'000, 'G'}, {1'000'000, 'M'}, {1000, 'k'}}};
  for (const auto& [size, unit] : units) {
    if (bytes % size == 0) return std::to_string(bytes / size) + unit;
  }
  return std::to_string(bytes) + "B";
}

/// A number, or a language in the form of RFC 5646.
io::StreamChoice stream_choice_of(const std::string& text, const std::string& what) {
  constexpr std::int64_t max_number = 9999;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_of_tag = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  const auto number = count_of(text);
  if (number && *number <= max_number) return {static_cast<int>(*number), {}};
  if (is_letter(text.front()) && std::ranges::all_of(text, is_of_tag)) return {std::nullopt, text};
  throw Error(Reason::usage,
              what + ": '" + escape(text) +
                  "' is not an audio stream: give its number among the audio streams, "
                  "from 0, or its language, such as eng");
}

ErrorLimit error_limit_of(const std::string& text, const std::string& what) {
  if (!text.ends_with('%')) {
    const auto files = parse_integer(text, what);
    if (files < 0) throw Error(Reason::usage, what + " must not be negative");
    return {files, std::nullopt};
  }
  const double percent = parse_real(text.substr(0, text.size() - 1), what);
  if (percent < 0.0 || percent > 100.0) {
    throw Error(Reason::usage, what + " must be a number of files, or from 0% to 100%");
  }
  return {0, percent};
}

}  // namespace

std::int64_t ErrorLimit::of(std::size_t items) const {
  return percent ? static_cast<std::int64_t>(*percent / 100.0 * static_cast<double>(items)) : files;
}

std::string to_text(Schedule value) { return name_of(value, schedules); }
std::string to_text(Fsync value) { return name_of(value, fsyncs); }
std::string to_text(Isolation value) { return name_of(value, isolations); }
std::string to_text(OnError value) { return name_of(value, on_errors); }
std::string to_text(ProgressStyle value) { return name_of(value, progress_styles); }
std::string to_text(audio::Dither value) { return name_of(value, dithers); }
std::string to_text(const audio::MeasureSet& value) {
  std::string text;
  for (std::size_t i = 0; i < audio::measure_names.size(); ++i) {
    if (!value.has(static_cast<audio::Measure>(i))) continue;
    text += (text.empty() ? "" : ",") + std::string(audio::measure_names.at(i));
  }
  return text;
}
std::string to_text(const io::FormatChoice& value) { return std::string(value.name); }
std::string to_text(const io::SubtypeChoice& value) { return std::string(value.name); }

std::string to_text(const io::StreamChoice& value) {
  return value.number ? std::to_string(*value.number) : value.language;
}

std::string to_text(const ToneSubtype& value) { return value.name; }

std::string to_text(const std::optional<Shard>& value) {
  return value ? std::to_string(value->number) + "/" + std::to_string(value->count) : "";
}

std::string to_text(const std::optional<Duration>& value) {
  return value ? text_of_seconds(value->seconds) : "";
}

std::string to_text(const std::optional<Size>& value) {
  return value ? text_of_bytes(value->bytes) : "";
}

std::string to_text(const std::optional<ErrorLimit>& value) {
  if (!value) return "";
  return value->percent ? format_real(*value->percent) + "%" : std::to_string(value->files);
}

void from_text(const std::string& text, const std::string& what, Schedule& value) {
  choose(text, what, schedules, value);
}

void from_text(const std::string& text, const std::string& what, Fsync& value) {
  choose(text, what, fsyncs, value);
}

void from_text(const std::string& text, const std::string& what, Isolation& value) {
  choose(text, what, isolations, value);
}

void from_text(const std::string& text, const std::string& what, OnError& value) {
  choose(text, what, on_errors, value);
}

void from_text(const std::string& text, const std::string& what, ProgressStyle& value) {
  choose(text, what, progress_styles, value);
}

void from_text(const std::string& text, const std::string& what, audio::Dither& value) {
  choose(text, what, dithers, value);
}

void from_text(const std::string& text, const std::string& what, audio::MeasureSet& value) {
  value = {};
  if (text.empty()) return;
  for (const auto name : split(text, ',')) {
    audio::Measure measure{};
    choose(std::string(name), what, audio::measure_names, measure);
    value.add(measure);
  }
}

void from_text(const std::string& text, const std::string& what, io::FormatChoice& value) {
  value = io::format_named(text, what);
}

void from_text(const std::string& text, const std::string& what, io::SubtypeChoice& value) {
  value = io::subtype_named(text, what);
}

void from_text(const std::string& text, const std::string& what, io::StreamChoice& value) {
  value = text.empty() ? io::StreamChoice() : stream_choice_of(text, what);
}

void from_text(const std::string& text, const std::string& what, ToneSubtype& value) {
  try {
    value = {text, io::wav_format(text).subtype};
  } catch (const Error& error) {
    throw Error(error.reason(), what + ": " + error.what());
  }
}

void from_text(const std::string& text, const std::string& what, std::optional<Shard>& value) {
  value.reset();
  if (!text.empty()) value = shard_of(text, what);
}

void from_text(const std::string& text, const std::string& what, std::optional<Duration>& value) {
  value.reset();
  if (!text.empty()) value = Duration{parse_duration(text, what)};
}

void from_text(const std::string& text, const std::string& what, std::optional<Size>& value) {
  value.reset();
  if (!text.empty()) value = Size{parse_size(text, what)};
}

void from_text(const std::string& text, const std::string& what, std::optional<ErrorLimit>& value) {
  value.reset();
  if (!text.empty()) value = error_limit_of(text, what);
}

}  // namespace mpietl::job
