#include "job/json.hpp"
#include "job/lhotse_transforms.hpp"
#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

const Json& sources_of(const Json& recording) {
  const auto found = recording.find("sources");
  if (found != recording.end() && found->is_array() && !found->empty()) return *found;
  throw Error(Reason::usage, "\"sources\" must be a list of at least one source");
}

void take_source(const Json& source, ManifestEntry& entry) {
  if (!source.is_object()) throw Error(Reason::usage, "a source must be a JSON object");
  const auto type = text_at(source, "type");
  entry.path = text_at(source, "source");
  if (type == "command") {
    entry.place.kind = InputKind::command;
    refuse_nul(entry.path);
    entry.path += " |";
  } else if (type == "file") {
    mirrored_name(entry.path);  // throws for what is no path of a file
  } else {
    throw Error(Reason::usage, "a source has the type '" + escape(type) +
                                   "'; only files and commands can be read: store it as a file and "
                                   "name that");
  }
}

/// A downmix keeps the first of a source's channel ids.
void keep_first_channels(Json& ids, std::size_t channels) {
  while (ids.size() > channels) ids.erase(ids.size() - 1);
}

/// The numbers from 0 on.
Json first_channels(std::size_t count) {
  Json ids = Json::array();
  for (std::size_t i = 0; i < count; ++i) ids.push_back(i);
  return ids;
}

}  // namespace

std::vector<ManifestEntry> parse_lhotse(std::string_view line) {
  const Json recording = parse_object(line);
  const auto name = safe_name(text_at(recording, "id"));
  const auto& sources = sources_of(recording);
  loaded(recording, {1, 1, 1});  // throws for transforms that nobody can read
  std::vector<ManifestEntry> entries;
  for (const auto& source : sources) {
    auto& entry = entries.emplace_back();
    take_source(source, entry);
    entry.output_name = name;
    if (sources.size() > 1) entry.output_name += "-" + std::to_string(entries.size() - 1);
  }
  return entries;
}

std::string lhotse_of_outputs(std::string_view line, std::span<const Record> records) {
  Json recording = parse_object(line);
  Json channel_ids = Json::array();
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto& source = recording["sources"][i];
    source["type"] = "file";
    source["source"] = unescape(records[i].output);
    const auto ids = source.find("channels");
    if (ids == source.end() || !ids->is_array()) continue;
    keep_first_channels(*ids, static_cast<std::size_t>(records[i].channels_out));
    channel_ids.insert(channel_ids.end(), ids->begin(), ids->end());
  }
  const auto& file = records.front();
  const auto signal =
      loaded(recording, {file.sample_rate_out, file.frames_out, channel_ids.size()});
  if (signal) {
    recording["sampling_rate"] = signal->sample_rate;
    recording["num_samples"] = signal->frames;
    recording["duration"] = static_cast<double>(signal->frames) / signal->sample_rate;
    if (signal->channels != channel_ids.size()) channel_ids = first_channels(signal->channels);
  }
  if (recording.contains("channel_ids")) recording["channel_ids"] = channel_ids;
  return to_line(recording);
}

}  // namespace mpietl::job
