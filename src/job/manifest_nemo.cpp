#include <cmath>

#include "job/json.hpp"
#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

/// A duration without an offset only describes the file: it is often rounded, and must not cut off
/// the end. NaN means a missing number, as in tables; a duration of 0 or less is ignored.
std::optional<Segment> segment_of(const Json& object) {
  const auto offset = number_at(object, "offset");
  const auto duration = number_at(object, "duration");
  if (!offset || std::isnan(*offset)) return std::nullopt;
  if (std::isinf(*offset) || *offset < 0.0) {
    throw Error(Reason::usage, "\"offset\" must be a number of seconds from 0");
  }
  const bool has_end = duration && std::isfinite(*duration) && *duration > 0.0;
  return Segment{*offset, has_end ? *duration : -1.0};
}

}  // namespace

ManifestEntry parse_nemo(std::string_view line) {
  const Json object = parse_object(line);
  ManifestEntry entry;
  entry.path = text_at(object, "audio_filepath");
  const bool is_at_home = entry.path.starts_with("~/");
  entry.output_name = without_extension(mirrored_name(entry.path.substr(is_at_home ? 2 : 0)));
  entry.segment = segment_of(object);
  if (const auto shard = object.find("shard_id");
      shard != object.end() && shard->is_number_unsigned()) {
    entry.shard = shard->get<std::int64_t>();
  }
  if (entry.segment) {
    entry.output_name += "-" + format_real(entry.segment->offset_seconds);
    if (entry.segment->duration_seconds >= 0.0) {
      entry.output_name += "-" + format_real(entry.segment->duration_seconds);
    }
  }
  return entry;
}

std::string nemo_of_output(std::string_view line, const Record& record) {
  Json object = parse_object(line);
  object["audio_filepath"] = unescape(record.output);
  object["duration"] = static_cast<double>(record.frames_out) / record.sample_rate_out;
  object.erase("offset");
  return to_line(object);
}

}  // namespace mpietl::job
