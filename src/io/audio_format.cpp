#include "mpietl/io/audio_format.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

#include "io/sndfile_bridge.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

struct Subtype {
  std::string_view name;
  int code;
  int bytes;
};

constexpr std::array wav_subtypes{
    Subtype{"float", SF_FORMAT_FLOAT, 4},   Subtype{"double", SF_FORMAT_DOUBLE, 8},
    Subtype{"pcm_u8", SF_FORMAT_PCM_U8, 1}, Subtype{"pcm_16", SF_FORMAT_PCM_16, 2},
    Subtype{"pcm_24", SF_FORMAT_PCM_24, 3}, Subtype{"pcm_32", SF_FORMAT_PCM_32, 4},
    Subtype{"ulaw", SF_FORMAT_ULAW, 1},     Subtype{"alaw", SF_FORMAT_ALAW, 1},
};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::set<std::string> library_extensions() {
  std::set<std::string> extensions{"aif",  "aifc", "mp3", "oga",  "ogg",
                                   "opus", "rf64", "snd", "wave", "wavex"};
  int count = 0;
  sf_command(nullptr, SFC_GET_FORMAT_MAJOR_COUNT, &count, sizeof count);
  for (int i = 0; i < count; ++i) {
    SF_FORMAT_INFO info{};
    info.format = i;
    if (sf_command(nullptr, SFC_GET_FORMAT_MAJOR, &info, sizeof info) != 0) continue;
    // Headerless samples: nothing in the file tells their rate, so no folder yields them.
    if ((info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_RAW) continue;
    if (info.extension != nullptr) extensions.insert(lower(info.extension));
  }
  return extensions;
}

std::string name_of(int command, int code) {
  SF_FORMAT_INFO info{};
  info.format = code;
  const bool known = sf_command(nullptr, command, &info, sizeof info) == 0 && info.name != nullptr;
  return known ? info.name : "unknown";
}

}  // namespace

SampleEncoding sample_encoding(int code) {
  using Kind = SampleEncoding::Kind;
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
      return {Kind::real, 0, false};
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
      return {Kind::real, 0, true};
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_DPCM_8:
      return {Kind::integer, 8, true};
    case SF_FORMAT_ALAC_20:
      return {Kind::integer, 20, true};
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_ALAC_24:
    case SF_FORMAT_DWVW_24:
      return {Kind::integer, 24, true};
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_ALAC_32:
      return {Kind::integer, 32, true};
    case SF_FORMAT_DWVW_12:
      return {Kind::integer, 12, true};
    default:  // 16-bit PCM, and the codecs that are made from it
      return {Kind::integer, 16, true};
  }
}

AudioFormat wav_format(const std::string& subtype, int channels, int sample_rate) {
  const auto found = std::ranges::find(wav_subtypes, subtype, &Subtype::name);
  if (found != wav_subtypes.end()) return {channels, sample_rate, SF_FORMAT_WAV | found->code};
  std::string known;
  for (const auto& each : wav_subtypes) known += " " + std::string(each.name);
  throw Error(Reason::usage, "unknown subtype '" + escape(subtype) + "'; known are" + known);
}

std::int64_t plain_bytes(const AudioFormat& format, std::int64_t frames) {
  const auto found =
      std::ranges::find(wav_subtypes, format.code & SF_FORMAT_SUBMASK, &Subtype::code);
  if (found == wav_subtypes.end() || frames < 0) return 0;
  return frames * found->bytes * format.channels;
}

AudioFormat with_room_for(const AudioFormat& format, std::int64_t frames) {
  const int container = format.code & SF_FORMAT_TYPEMASK;
  if (container != SF_FORMAT_WAV && container != SF_FORMAT_WAVEX) return format;
  constexpr std::int64_t most_bytes = 0xFFFFFFFF;
  constexpr std::int64_t for_headers = std::int64_t{1} << 20U;
  if (plain_bytes(format, frames) <= most_bytes - for_headers) return format;
  return {format.channels, format.sample_rate, SF_FORMAT_RF64 | (format.code & SF_FORMAT_SUBMASK)};
}

bool is_writable(const AudioFormat& format) {
  const SF_INFO info = sndfile_info(format);
  return sf_format_check(&info) != 0;
}

std::string describe(const AudioFormat& format) {
  return name_of(SFC_GET_FORMAT_INFO, format.code & SF_FORMAT_TYPEMASK) + ", " +
         name_of(SFC_GET_FORMAT_INFO, format.code & SF_FORMAT_SUBMASK);
}

bool has_audio_extension(const std::string& name) {
  static const std::set<std::string> known = library_extensions();
  const auto dot = name.rfind('.');
  return dot != std::string::npos && dot > 0 && known.contains(lower(name.substr(dot + 1)));
}

std::string sndfile_version() {
  const std::string name = sf_version_string();  // "libsndfile-1.2.0"
  return name.substr(name.find('-') + 1);
}

}  // namespace mpietl::io
