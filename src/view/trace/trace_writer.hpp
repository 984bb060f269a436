#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// Appends `text` to `json` as a string. Invalid UTF-8 is written in the form of escape().
void append_json(std::string& json, std::string_view text);

/// The members of a JSON object, one after the other. Names come from this program and need no
/// escapes.
class JsonObject {
 public:
  JsonObject& add(std::string_view name, std::string_view text);
  JsonObject& add(std::string_view name, std::int64_t number);

  /// Numbers that JSON cannot represent become null.
  JsonObject& add(std::string_view name, double number);

  /// "{…}"
  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

 private:
  void begin(std::string_view name);

  std::string members_;
};

/// Time in eighths of a microsecond. As a decimal fraction of microseconds it is exact in a double,
/// and so are the ends that readers compute; so slices nest exactly.
using Ticks = std::int64_t;

inline constexpr double ticks_per_second = 8e6;

/// The nearest tick. Times before the job, and times that would overflow, are moved into the range
/// that readers accept.
Ticks ticks_of(double seconds);

/// The track of slices: a thread of a process, as numbers above 0.
struct Track {
  std::int64_t process = 1;
  std::int64_t thread = 1;

  bool operator==(const Track&) const = default;
};

/// Writes events of the Trace Event Format, one in a line.
class TraceWriter {
 public:
  explicit TraceWriter(const Sink& sink);

  /// Processes are sorted by `place`, from 0, and threads by their numbers.
  void name_process(std::int64_t process, std::string_view name, std::int64_t place);
  void name_thread(Track track, std::string_view name);

  /// Slices of a track must nest; of slices with the same start, the outer one comes first.
  void slice(Track track, std::string_view name, Ticks start, Ticks end);
  void slice(Track track, std::string_view name, Ticks start, Ticks end, const JsonObject& details);

  /// The values of a counter of the process from `time` on; the chart has a line for each member.
  void counter(std::int64_t process, std::string_view name, Ticks time, const JsonObject& values);

  /// Completes the text. `facts` describe the whole trace.
  void finish(const JsonObject& facts);

 private:
  void begin(char kind, Track track, std::string_view name);
  void put_time(std::string_view member, Ticks ticks);
  void end();
  void describe(Track track, std::string_view what, const JsonObject& details);

  const Sink& sink_;
  std::string text_;
  bool is_first_ = true;
};

}  // namespace mpietl::view
