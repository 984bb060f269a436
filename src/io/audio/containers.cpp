#include "io/audio/containers.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

// Less than what 32 bits count, by more than the largest header and chunks behind the samples.
constexpr std::int64_t four_gib = 0xFFFFFFFF - (std::int64_t{1} << 24U);

// Sizes as the headers that libsndfile 1.2.0 writes count them.
constexpr std::array all_containers{
    Container{"wav", SF_FORMAT_WAV, "wav", four_gib},
    Container{"wavex", SF_FORMAT_WAVEX, "wav", four_gib},
    Container{"rf64", SF_FORMAT_RF64, "wav"},
    Container{"w64", SF_FORMAT_W64, "w64"},
    Container{"aiff", SF_FORMAT_AIFF, "aiff", four_gib},
    Container{"caf", SF_FORMAT_CAF, "caf"},
    Container{"au", SF_FORMAT_AU, "au"},
    Container{"flac", SF_FORMAT_FLAC, "flac"},
    Container{"ogg", SF_FORMAT_OGG, "ogg"},
    Container{"opus", SF_FORMAT_OGG, "opus", no_limit, SF_FORMAT_OPUS},
    Container{"mp3", SF_FORMAT_MPEG, "mp3"},
};

constexpr std::array all_subtypes{
    Subtype{"pcm_s8", SF_FORMAT_PCM_S8, 1, true},
    Subtype{"pcm_u8", SF_FORMAT_PCM_U8, 1, true},
    Subtype{"pcm_16", SF_FORMAT_PCM_16, 2, true},
    Subtype{"pcm_24", SF_FORMAT_PCM_24, 3, true},
    Subtype{"pcm_32", SF_FORMAT_PCM_32, 4, true},
    Subtype{"float", SF_FORMAT_FLOAT, 4, true},
    Subtype{"double", SF_FORMAT_DOUBLE, 8, true},
    Subtype{"ulaw", SF_FORMAT_ULAW, 1, true},
    Subtype{"alaw", SF_FORMAT_ALAW, 1, true},
    Subtype{"ima_adpcm", SF_FORMAT_IMA_ADPCM, 0.55},
    Subtype{"ms_adpcm", SF_FORMAT_MS_ADPCM, 0.55},
    Subtype{"gsm610", SF_FORMAT_GSM610, 0.21},
    Subtype{"nms_adpcm_16", SF_FORMAT_NMS_ADPCM_16, 0.27},
    Subtype{"nms_adpcm_24", SF_FORMAT_NMS_ADPCM_24, 0.4},
    Subtype{"nms_adpcm_32", SF_FORMAT_NMS_ADPCM_32, 0.53},
    Subtype{"g721_32", SF_FORMAT_G721_32, 0.5},
    Subtype{"g723_24", SF_FORMAT_G723_24, 0.38},
    Subtype{"g723_40", SF_FORMAT_G723_40, 0.63},
    Subtype{"dwvw_12", SF_FORMAT_DWVW_12, 1.4},
    Subtype{"dwvw_16", SF_FORMAT_DWVW_16, 1.9},
    Subtype{"dwvw_24", SF_FORMAT_DWVW_24, 2.9},
    Subtype{"vorbis", SF_FORMAT_VORBIS, 0.2},
    Subtype{"opus", SF_FORMAT_OPUS, 0.2},
    Subtype{"alac_16", SF_FORMAT_ALAC_16, 1.4},
    Subtype{"alac_20", SF_FORMAT_ALAC_20, 1.75},
    Subtype{"alac_24", SF_FORMAT_ALAC_24, 2.1},
    Subtype{"alac_32", SF_FORMAT_ALAC_32, 2.8},
    Subtype{"mpeg_layer_i", SF_FORMAT_MPEG_LAYER_I, 0.4},
    Subtype{"mpeg_layer_ii", SF_FORMAT_MPEG_LAYER_II, 0.3},
    Subtype{"mpeg_layer_iii", SF_FORMAT_MPEG_LAYER_III, 0.2},
};

// sf_format_check() takes these, but libsndfile 1.2.0 cannot write them, or they read back wrong:
// its ALAC damages noise of more than 16 bits.
constexpr std::array not_written{
    SF_FORMAT_CAF | SF_FORMAT_ALAC_20,        SF_FORMAT_CAF | SF_FORMAT_ALAC_24,
    SF_FORMAT_CAF | SF_FORMAT_ALAC_32,        SF_FORMAT_WAV | SF_FORMAT_MPEG_LAYER_III,
    SF_FORMAT_AIFF | SF_FORMAT_DWVW_12,       SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_I,
    SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_II,
};

}  // namespace

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::span<const Container> containers() { return all_containers; }
std::span<const Subtype> subtypes() { return all_subtypes; }

const Container* container_of(int code) {
  const auto found = std::ranges::find(all_containers, code & SF_FORMAT_TYPEMASK, &Container::code);
  return found == all_containers.end() ? nullptr : &*found;
}

const Subtype* subtype_of(int code) {
  const auto found = std::ranges::find(all_subtypes, code & SF_FORMAT_SUBMASK, &Subtype::code);
  return found == all_subtypes.end() ? nullptr : &*found;
}

// Of its encoder.
constexpr int most_vorbis_channels = 255;
constexpr int most_vorbis_hz = 200'000;

bool is_writable(const AudioFormat& format) {
  if (container_of(format.code) == nullptr) return false;
  SF_INFO info{};
  info.channels = format.channels;
  info.samplerate = format.sample_rate;
  info.format = format.code;
  if (sf_format_check(&info) == 0) return false;
  const int kind = format.code & (SF_FORMAT_TYPEMASK | SF_FORMAT_SUBMASK);
  // libsndfile writes beyond its memory when many ALAC packets are of 16 KiB or more (its issue
  // 973); those of one channel never are.
  if (kind == (SF_FORMAT_CAF | SF_FORMAT_ALAC_16) && format.channels > 1) return false;
  // Where its encoder refuses, libsndfile may crash (CVE-2024-50612).
  if (kind == (SF_FORMAT_OGG | SF_FORMAT_VORBIS) &&
      (format.channels > most_vorbis_channels || format.sample_rate > most_vorbis_hz)) {
    return false;
  }
  return std::ranges::find(not_written, kind) == not_written.end();
}

bool holds(int container, int subtype) { return is_writable({1, 8000, container | subtype}); }

std::string names_held(int container) {
  std::string names;
  for (const auto& each : all_subtypes) {
    if (!holds(container, each.code)) continue;
    if (!names.empty()) names += ", ";
    names += each.name;
  }
  return names;
}

void check_size(const AudioFormat& format, std::int64_t bytes) {
  const Container* container = container_of(format.code);
  if (container == nullptr || bytes <= container->most_bytes) return;
  throw Error(Reason::format, "a " + std::string(container->name) + " file holds no more than " +
                                  format_bytes(static_cast<std::uint64_t>(container->most_bytes)) +
                                  "; choose a format without that limit, such as --format rf64");
}

}  // namespace mpietl::io
