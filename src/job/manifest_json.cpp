#include <cmath>
#include <nlohmann/json.hpp>

#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

/// JSON that keeps the order of its keys.
using Json = nlohmann::ordered_json;

constexpr int deepest = 100;

/// The JSON library writes what is nested with a call for each level: too many end the program.
bool refuse_deep(int depth, Json::parse_event_t /*event*/, const Json& /*parsed*/) {
  if (depth <= deepest) return true;
  throw Error(Reason::usage,
              "this is nested more than " + std::to_string(deepest) + " levels deep");
}

/// The object in `line`; throws Error(usage) for anything else.
Json parse_object(std::string_view line) {
  try {
    Json object = Json::parse(line, refuse_deep);
    if (object.is_object()) return object;
  } catch (const Json::exception& error) {
    throw Error(Reason::usage, std::string("this is no JSON: ") + error.what());
  }
  throw Error(Reason::usage, "a line must be a JSON object, {...}");
}

/// The text at `key` of `object`; throws Error(usage) when there is none.
std::string text_at(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found != object.end() && found->is_string()) return found->get<std::string>();
  throw Error(Reason::usage, "the key \"" + key + "\" with a text in quotes is missing");
}

/// The number at `key`, or `otherwise` when there is none or null; throws Error(usage) for a
/// negative one and for what is no number.
double number_at(const Json& object, const std::string& key, double otherwise) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return otherwise;
  if (!found->is_number()) throw Error(Reason::usage, "\"" + key + "\" must be a number");
  const auto number = found->get<double>();
  if (std::isfinite(number) && number >= 0.0) return number;
  throw Error(Reason::usage, "\"" + key + "\" must not be below 0");
}

/// A line of JSON; throws Error(usage) for text that is not UTF-8.
std::string to_line(const Json& object) {
  try {
    return object.dump();
  } catch (const Json::exception&) {
    throw Error(Reason::usage, "a JSON manifest can name files in UTF-8 only");
  }
}

std::string without_extension(const std::string& name) {
  const auto slash = name.rfind('/');
  const auto first = slash == std::string::npos ? 0 : slash + 1;
  // Dots alone are no stem: "...wav" must not become "..".
  const auto letter = name.find_first_not_of('.', first);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot < letter ? name : name.substr(0, dot);
}

/// A duration alone only describes the file: it is often rounded, and must not cut its end off.
std::optional<Segment> segment_of(const Json& object) {
  const auto offset = object.find("offset");
  if (offset == object.end() || offset->is_null()) return std::nullopt;
  return Segment{number_at(object, "offset", 0.0), number_at(object, "duration", -1.0)};
}

const Json& sources_of(const Json& recording) {
  const auto found = recording.find("sources");
  if (found != recording.end() && found->is_array() && !found->empty()) return *found;
  throw Error(Reason::usage, "\"sources\" must be a list of at least one source");
}

std::string path_of(const Json& source) {
  if (!source.is_object()) throw Error(Reason::usage, "a source must be a JSON object");
  const auto type = text_at(source, "type");
  if (type != "file") {
    throw Error(Reason::usage, "a source is of type '" + escape(type) +
                                   "'; only files can be read: store it as a file and name that");
  }
  auto path = text_at(source, "source");
  mirrored_name(path);  // throws for what is no path of a file
  return path;
}

/// A downmix leaves the first of the channels that a source had.
void settle_channels(Json& ids, std::size_t channels) {
  while (ids.size() > channels) ids.erase(ids.size() - 1);
}

}  // namespace

ManifestKind json_kind(std::string_view line) {
  const Json object = parse_object(line);
  if (object.contains("audio_filepath")) return ManifestKind::nemo;
  if (object.contains("sources")) return ManifestKind::lhotse;
  if (object.contains("recording")) {
    throw Error(Reason::usage, "these are cuts; name the manifest of their recordings");
  }
  throw Error(Reason::usage,
              "neither \"audio_filepath\" (NeMo) nor \"sources\" (Lhotse recordings) is there");
}

ManifestEntry parse_nemo(std::string_view line) {
  const Json object = parse_object(line);
  ManifestEntry entry;
  entry.path = text_at(object, "audio_filepath");
  entry.output_name = without_extension(mirrored_name(entry.path));
  number_at(object, "duration", 0.0);
  entry.segment = segment_of(object);
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
  object["duration"] = static_cast<double>(record.frames) / record.sample_rate;
  object.erase("offset");
  return to_line(object);
}

std::vector<ManifestEntry> parse_lhotse(std::string_view line) {
  const Json recording = parse_object(line);
  const auto name = safe_name(text_at(recording, "id"));
  const auto& sources = sources_of(recording);
  std::vector<ManifestEntry> entries;
  for (const auto& source : sources) {
    auto& entry = entries.emplace_back();
    entry.path = path_of(source);
    entry.output_name = name;
    if (sources.size() > 1) entry.output_name += "-" + std::to_string(entries.size() - 1);
  }
  return entries;
}

std::string lhotse_of_outputs(std::string_view line, std::span<const Record> records,
                              const std::function<int(std::size_t)>& channels_out) {
  Json recording = parse_object(line);
  Json channel_ids = Json::array();
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto& source = recording["sources"][i];
    source["source"] = unescape(records[i].output);
    const auto ids = source.find("channels");
    if (ids == source.end() || !ids->is_array()) continue;
    settle_channels(*ids, static_cast<std::size_t>(channels_out(i)));
    channel_ids.insert(channel_ids.end(), ids->begin(), ids->end());
  }
  recording["sampling_rate"] = records.front().sample_rate;
  recording["num_samples"] = records.front().frames;
  recording["duration"] = static_cast<double>(records.front().frames) / records.front().sample_rate;
  if (recording.contains("channel_ids")) recording["channel_ids"] = channel_ids;
  return to_line(recording);
}

std::string json_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace mpietl::job
