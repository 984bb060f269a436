#include <cmath>

#include "job/lhotse_segment.hpp"
#include "job/manifest_line.hpp"
#include "job/segment_list.hpp"
#include "job/windows.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::job {

namespace {

double time_at(const Json& object, const std::string& key) {
  const auto seconds = number_at(object, key).value_or(0.0);
  if (std::isfinite(seconds) && seconds >= 0.0) return seconds;
  throw Error(Reason::usage, "\"" + key + "\" must be a number of seconds from 0");
}

/// A length that is missing, or not above 0, reaches to the end.
double length_at(const Json& object) {
  const auto seconds = number_at(object, "duration");
  return seconds && std::isfinite(*seconds) && *seconds > 0.0 ? *seconds : -1.0;
}

std::int32_t channel_of(const Json& object) {
  const auto found = object.find("channel");
  if (found == object.end() || found->is_null()) return -1;
  const bool is_list_of_one = found->is_array() && found->size() == 1;
  const Json& channel = is_list_of_one ? found->front() : *found;
  if (channel.is_array()) return -1;
  constexpr std::int64_t most_channels = 1024;
  if (channel.is_number_integer()) {
    const auto number = channel.get<std::int64_t>();
    if (number >= 0 && number < most_channels) return static_cast<std::int32_t>(number);
  }
  throw Error(Reason::usage, "\"channel\" must be a number from 0, or a list of such");
}

}  // namespace

Segment lhotse_segment(const Json& object) {
  return {time_at(object, "start"), length_at(object), channel_of(object)};
}

NamedSegment json_segment(std::string_view line) {
  const Json object = parse_object(line);
  if (object.contains("audio_filepath")) {
    const auto path = text_at(object, "audio_filepath");
    const Segment segment{time_at(object, "offset"), length_at(object)};
    const auto name = without_extension(mirrored_name(path));
    return {0, safe_name(part_name(name, "", segment)), path, segment};
  }
  const auto recording = object.find("recording");
  const bool is_cut = recording != object.end() && recording->is_object();
  if (is_cut || object.contains("recording_id")) {
    return {0, safe_name(text_at(object, "id")),
            is_cut ? text_at(*recording, "id") : text_at(object, "recording_id"),
            lhotse_segment(object)};
  }
  throw Error(Reason::usage,
              "the line has none of \"audio_filepath\" (NeMo), \"recording_id\" and \"recording\" "
              "(Lhotse)");
}

}  // namespace mpietl::job
