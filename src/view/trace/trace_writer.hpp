#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// Appends `text` to `json` as a string. Bytes that are not UTF-8 come out as escape() writes them.
void append_json(std::string& json, std::string_view text);

/// The members of a JSON object, piece by piece. Names are those of this program: they need no
/// escapes.
class JsonObject {
 public:
  JsonObject& add(std::string_view name, std::string_view text);
  JsonObject& add(std::string_view name, std::int64_t number);

  /// Numbers that JSON cannot write are null.
  JsonObject& add(std::string_view name, double number);

  /// "{…}"
  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

 private:
  void begin(std::string_view name);

  std::string members_;
};

/// Time in eighths of a microsecond: as a decimal fraction of microseconds it is exact in a double,
/// and so are the ends that readers compute, so that slices nest in them as they do here.
using Ticks = std::int64_t;

inline constexpr double ticks_per_second = 8e6;

/// The nearest tick. What readers do not take, a time before the job or one that would overflow, is
/// brought into their range.
Ticks ticks_of(double seconds);

/// Where slices are: a thread of a process, as numbers above 0.
struct Track {
  std::int64_t process = 1;
  std::int64_t thread = 1;

  bool operator==(const Track&) const = default;
};

/// Writes events of the Trace Event Format, one a line.
class TraceWriter {
 public:
  explicit TraceWriter(const Sink& sink);

  /// Processes are shown by their place, from 0, and threads in the order of their numbers.
  void name_process(std::int64_t process, std::string_view name, std::int64_t place);
  void name_thread(Track track, std::string_view name);

  /// Slices of a track must nest; of those that begin together, the outer one comes first.
  void slice(Track track, std::string_view name, Ticks start, Ticks end);
  void slice(Track track, std::string_view name, Ticks start, Ticks end, const JsonObject& details);

  /// What a counter of the process is from `time` on, a line of the chart for each member.
  void counter(std::int64_t process, std::string_view name, Ticks time, const JsonObject& values);

  /// Ends the text. `facts` are about the trace as a whole.
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
