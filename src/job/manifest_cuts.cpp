#include <algorithm>

#include "job/lhotse_segment.hpp"
#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

/// What a cut of several tracks or of silence is made of is no part of one recording.
void refuse_other_cuts(const Json& cut) {
  const auto type = cut.find("type");
  const auto name = type != cut.end() && type->is_string() ? type->get<std::string>() : "";
  if (!cut.contains("tracks") && name != "PaddingCut" && name != "MixedCut") return;
  throw Error(Reason::usage, "a " + (name.empty() ? std::string("MixedCut") : name) +
                                 " is no part of one recording: have Lhotse store its audio first");
}

const Json& recording_of(const Json& cut) {
  const auto found = cut.find("recording");
  if (found == cut.end() || !found->is_object()) {
    throw Error(Reason::usage, "\"recording\", a JSON object, is missing");
  }
  const auto transforms = found->find("transforms");
  const bool has_transforms = transforms != found->end() && !transforms->empty();
  if (!has_transforms) return *found;
  throw Error(Reason::usage,
              "the recording has \"transforms\", after which the times of the cut count: have "
              "Lhotse store its audio first, or cut the recording without them");
}

/// The source that has the cut's channel, which is then counted in that source's file.
ManifestEntry with_channel(const std::vector<ManifestEntry>& sources, const Json& recording,
                           Segment segment) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto& source = recording["sources"][i];
    auto entry = sources[i];
    entry.segment = segment;
    const auto channels = source.find("channels");
    const bool is_told = channels != source.end() && channels->is_array();
    if (!is_told && sources.size() == 1) return entry;
    if (!is_told) continue;
    const auto place = std::ranges::find(*channels, Json(segment.channel));
    if (place == channels->end()) continue;
    segment.channel =
        channels->size() == 1 ? -1 : static_cast<std::int32_t>(place - channels->begin());
    entry.segment = segment;
    return entry;
  }
  throw Error(Reason::usage, "no source of the recording has channel " +
                                 std::to_string(segment.channel) + ", which the cut names");
}

/// Throws unless the cut has all channels of the only source.
void require_all_channels(const Json& cut, const Json& recording) {
  const auto wanted = cut.find("channel");
  const auto& sources = recording["sources"];
  const auto channels = sources[0].find("channels");
  const bool is_told = wanted != cut.end() && channels != sources[0].end();
  if (sources.size() == 1 && (!is_told || *wanted == *channels)) return;
  throw Error(Reason::usage,
              "the cut has some channels of its recording: only one, or all of one file, can be "
              "taken");
}

Json channels_of(const Record& record) {
  Json channels = Json::array();
  for (int i = 0; i < record.channels_out; ++i) channels.push_back(i);
  return channels;
}

/// Supervisions count from the start of the cut, so their times stay.
void adapt_supervisions(Json& cut, const Json& channel) {
  const auto supervisions = cut.find("supervisions");
  if (supervisions == cut.end() || !supervisions->is_array()) return;
  for (auto& each : *supervisions) {
    if (!each.is_object()) continue;
    each["recording_id"] = cut["id"];
    each["channel"] = channel;
  }
}

}  // namespace

ManifestEntry parse_cut(std::string_view line) {
  const Json cut = parse_object(line);
  refuse_other_cuts(cut);
  const auto name = safe_name(text_at(cut, "id"));
  const auto& recording = recording_of(cut);
  const auto sources = parse_lhotse(to_line(recording));
  const auto segment = lhotse_segment(cut);
  auto entry = sources.front();
  if (segment.channel >= 0) {
    entry = with_channel(sources, recording, segment);
  } else {
    require_all_channels(cut, recording);
    entry.segment = segment;
  }
  entry.output_name = name;
  return entry;
}

std::string cut_of_output(std::string_view line, const Record& record) {
  Json cut = parse_object(line);
  const auto channels = channels_of(record);
  const Json channel = channels.size() == 1 ? Json(0) : channels;
  const double seconds = static_cast<double>(record.frames_out) / record.sample_rate_out;
  cut["start"] = 0.0;
  cut["duration"] = seconds;
  cut["channel"] = channel;
  adapt_supervisions(cut, channel);
  cut.erase("features");  // of the audio as it was
  Json source;
  source["type"] = "file";
  source["channels"] = channels;
  source["source"] = unescape(record.output);
  Json recording;
  recording["id"] = cut["id"];
  recording["sources"] = Json::array({source});
  recording["sampling_rate"] = record.sample_rate_out;
  recording["num_samples"] = record.frames_out;
  recording["duration"] = seconds;
  recording["channel_ids"] = channels;
  cut["recording"] = recording;
  cut["type"] = channels.size() == 1 ? "MonoCut" : "MultiCut";
  return to_line(cut);
}

}  // namespace mpietl::job
