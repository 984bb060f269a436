#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/noise.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/audio/stream_choice.hpp"

// Types of a job's values that are written as texts, with the conversions from and to text.
namespace mpietl::job {

/// How items are distributed to the ranks.
enum class Schedule : std::uint8_t {
  dynamic_grants,  ///< "dynamic": ranks ask for more as they work
  static_shares,   ///< "static": all items are dealt out at the start
};

/// Where the threads of a rank run.
enum class Isolation : std::uint8_t {
  none,    ///< in the rank
  process  ///< in a worker process, which may crash
};

/// When outputs and the journal are forced to the disk.
enum class Fsync : std::uint8_t {
  never,  ///< the system writes within half a minute; a power cut loses the latest
  batch,  ///< every few seconds, before the journal records them as done
  file,   ///< each output before it gets its final name
};

/// What to do when a file fails.
enum class OnError : std::uint8_t { skip, abort };

/// How progress is shown on standard error.
enum class ProgressStyle : std::uint8_t {
  automatic,  ///< "auto": a bar on a terminal, plain lines elsewhere
  bar,
  plain,
  none,
};

/// A part of a list for an independent run: "2/5".
struct Shard {
  std::int64_t number = 1;  ///< from 1 to `count`
  std::int64_t count = 1;

  bool operator==(const Shard&) const = default;
};

/// How a tone's samples are stored in its WAV file: "float", "pcm_16".
struct ToneSubtype {
  std::string name = "float";
  io::Subtype subtype = io::Subtype::float_32;

  bool operator==(const ToneSubtype&) const = default;
};

/// A time, as parse_duration() takes it: "90s".
struct Duration {
  double seconds = 0.0;

  bool operator==(const Duration&) const = default;
};

/// An amount of memory, as parse_size() takes it: "500M".
struct Size {
  std::int64_t bytes = 0;

  bool operator==(const Size&) const = default;
};

/// The number of failed files that is too many: "10", or "5%" of all.
struct ErrorLimit {
  std::int64_t files = 0;
  std::optional<double> percent;  ///< instead of `files`

  /// The limit in files, for a job of `items`.
  [[nodiscard]] std::int64_t of(std::size_t items) const;

  bool operator==(const ErrorLimit&) const = default;
};

/// The text that from_text() reads back as the same value; empty for no value.
std::string to_text(Schedule value);
std::string to_text(Fsync value);
std::string to_text(Isolation value);
std::string to_text(OnError value);
std::string to_text(ProgressStyle value);
std::string to_text(audio::Dither value);
std::string to_text(const audio::MeasureSet& value);
std::string to_text(const io::FormatChoice& value);
std::string to_text(const io::SubtypeChoice& value);
std::string to_text(const io::StreamChoice& value);
std::string to_text(const ToneSubtype& value);
std::string to_text(const std::optional<Shard>& value);
std::string to_text(const std::optional<Duration>& value);
std::string to_text(const std::optional<Size>& value);
std::string to_text(const std::optional<ErrorLimit>& value);

/// Reads a value of the option or key `what`. Throws Error(usage), which begins with `what`, for an
/// invalid text.
void from_text(const std::string& text, const std::string& what, Schedule& value);
void from_text(const std::string& text, const std::string& what, Fsync& value);
void from_text(const std::string& text, const std::string& what, Isolation& value);
void from_text(const std::string& text, const std::string& what, OnError& value);
void from_text(const std::string& text, const std::string& what, ProgressStyle& value);
void from_text(const std::string& text, const std::string& what, audio::Dither& value);
void from_text(const std::string& text, const std::string& what, audio::MeasureSet& value);
void from_text(const std::string& text, const std::string& what, io::FormatChoice& value);
void from_text(const std::string& text, const std::string& what, io::SubtypeChoice& value);
void from_text(const std::string& text, const std::string& what, io::StreamChoice& value);
void from_text(const std::string& text, const std::string& what, ToneSubtype& value);
void from_text(const std::string& text, const std::string& what, std::optional<Shard>& value);
void from_text(const std::string& text, const std::string& what, std::optional<Duration>& value);
void from_text(const std::string& text, const std::string& what, std::optional<Size>& value);
void from_text(const std::string& text, const std::string& what, std::optional<ErrorLimit>& value);

/// A type whose values are written as texts, also in job files.
template <class Value>
concept Word = requires(Value& value, const std::string& text) {
  from_text(text, text, value);
  to_text(value);
};

}  // namespace mpietl::job
