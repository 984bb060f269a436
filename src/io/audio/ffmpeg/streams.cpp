#include "io/audio/ffmpeg/streams.hpp"

#include <span>
#include <vector>

#include "io/audio/codec_sources.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

std::vector<AVStream*> audio_streams(const AVFormatContext& container) {
  std::vector<AVStream*> found;
  for (auto* const each : std::span(container.streams, container.nb_streams)) {
    if (each->codecpar->codec_type == AVMEDIA_TYPE_AUDIO) found.push_back(each);
  }
  return found;
}

std::string language_of(const AVStream& stream) {
  const auto* const entry = ffmpeg().av_dict_get(stream.metadata, "language", nullptr, 0);
  return entry == nullptr ? "" : entry->value;
}

/// Describes streams: "0 (eng, aac, 2 channels at 48000 Hz), 1 (...)".
std::string list_of(const std::vector<AVStream*>& streams) {
  std::string text;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const auto& codec = *streams[i]->codecpar;
    const auto language = language_of(*streams[i]);
    text += (i == 0 ? "" : ", ") + std::to_string(i) + " (" + language +
            (language.empty() ? "" : ", ") + ffmpeg().avcodec_get_name(codec.codec_id) + ", " +
            channels_at(codec.ch_layout.nb_channels, codec.sample_rate) + ")";
  }
  return text;
}

/// The indices of the streams that match `choice`.
std::vector<std::size_t> meant(const std::vector<AVStream*>& streams, const StreamChoice& choice) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const bool has_number = !choice.number || static_cast<std::size_t>(*choice.number) == i;
    const bool has_language =
        choice.language.empty() || language_of(*streams[i]) == choice.language;
    if (has_number && has_language) found.push_back(i);
  }
  return found;
}

}  // namespace

ChosenStream choose_stream(const AVFormatContext& container, const StreamChoice& choice) {
  const auto streams = audio_streams(container);
  if (streams.empty()) {
    throw Error(Reason::format, "it contains no audio, only other kinds of streams");
  }
  const auto found = meant(streams, choice);
  if (found.empty()) throw no_such_stream(choice, list_of(streams));
  ChosenStream chosen{streams[found.front()], {}};
  if (found.size() > 1) {
    chosen.remark = "audio stream " + std::to_string(found.front()) +
                    " is read; --audio-stream chooses among " + list_of(streams);
  }
  return chosen;
}

}  // namespace mpietl::io
