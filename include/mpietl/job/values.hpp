#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/noise.hpp"
#include "mpietl/io/audio/output_format.hpp"

// The types of a job's values that are written as a text, and these texts.
namespace mpietl::job {

/// How items get to the ranks.
enum class Schedule : std::uint8_t {
  dynamic_grants,  ///< "dynamic": ranks ask for more as they work
  static_shares,   ///< "static": all is dealt before
};

/// Where the threads of a rank are.
enum class Isolation : std::uint8_t {
  none,    ///< in the rank
  process  ///< in a worker process, which may crash
};

/// When outputs and the journal are on the disk, not only in the system's memory.
enum class Fsync : std::uint8_t {
  never,  ///< the system stores them within half a minute or so; a power cut loses the last ones
  batch,  ///< every few seconds, before the journal calls them done
  file,   ///< each output before it gets its name
};

/// What follows a file that fails.
enum class OnError : std::uint8_t { skip, abort };

/// How progress is shown on standard error.
enum class ProgressStyle : std::uint8_t {
  automatic,  ///< "auto": a bar on a terminal, plain lines elsewhere
  bar,
  plain,
  none,
};

/// A part of a list that a run of its own works on: "2/5".
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

/// Failed files that are too many: "10", or "5%" of all.
struct ErrorLimit {
  std::int64_t files = 0;
  std::optional<double> percent;  ///< instead of `files`

  /// Files, in a job of `items`.
  [[nodiscard]] std::int64_t of(std::size_t items) const;

  bool operator==(const ErrorLimit&) const = default;
};

/// The text that from_text() reads back as the same value; empty for none.
std::string to_text(Schedule value);
std::string to_text(Fsync value);
std::string to_text(Isolation value);
std::string to_text(OnError value);
std::string to_text(ProgressStyle value);
std::string to_text(audio::Dither value);
std::string to_text(const audio::MeasureSet& value);
std::string to_text(const io::FormatChoice& value);
std::string to_text(const io::SubtypeChoice& value);
std::string to_text(const ToneSubtype& value);
std::string to_text(const std::optional<Shard>& value);
std::string to_text(const std::optional<Duration>& value);
std::string to_text(const std::optional<Size>& value);
std::string to_text(const std::optional<ErrorLimit>& value);

/// Reads the value of the option or key `what`. Throws Error(usage), which begins with that, for a
/// text that is no such value.
void from_text(const std::string& text, const std::string& what, Schedule& value);
void from_text(const std::string& text, const std::string& what, Fsync& value);
void from_text(const std::string& text, const std::string& what, Isolation& value);
void from_text(const std::string& text, const std::string& what, OnError& value);
void from_text(const std::string& text, const std::string& what, ProgressStyle& value);
void from_text(const std::string& text, const std::string& what, audio::Dither& value);
void from_text(const std::string& text, const std::string& what, audio::MeasureSet& value);
void from_text(const std::string& text, const std::string& what, io::FormatChoice& value);
void from_text(const std::string& text, const std::string& what, io::SubtypeChoice& value);
void from_text(const std::string& text, const std::string& what, ToneSubtype& value);
void from_text(const std::string& text, const std::string& what, std::optional<Shard>& value);
void from_text(const std::string& text, const std::string& what, std::optional<Duration>& value);
void from_text(const std::string& text, const std::string& what, std::optional<Size>& value);
void from_text(const std::string& text, const std::string& what, std::optional<ErrorLimit>& value);

/// A value that is written as a text, in a job file too.
template <class Value>
concept Word = requires(Value& value, const std::string& text) {
  from_text(text, text, value);
  to_text(value);
};

}  // namespace mpietl::job
