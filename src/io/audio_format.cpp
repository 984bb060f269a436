#include "mpietl/io/audio_format.hpp"

#include <sndfile.h>

#include <set>

#include "io/containers.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

std::string lower_extension(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : lower(name.substr(dot + 1));
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
  std::string known;
  for (const auto& each : subtypes()) {
    if (!each.is_plain || !holds(SF_FORMAT_WAV, each.code)) continue;
    if (each.name == subtype) return {channels, sample_rate, SF_FORMAT_WAV | each.code};
    known += " " + std::string(each.name);
  }
  throw Error(Reason::usage, "unknown subtype '" + escape(subtype) + "'; known are" + known);
}

std::int64_t plain_bytes(const AudioFormat& format, std::int64_t frames) {
  const Subtype* subtype = subtype_of(format.code);
  const Container* container = container_of(format.code);
  if (container == nullptr || container->code == SF_FORMAT_FLAC) return 0;
  if (subtype == nullptr || !subtype->is_plain || frames < 0) return 0;
  return frames * static_cast<std::int64_t>(subtype->bytes_per_sample) * format.channels;
}

std::int64_t estimated_bytes(const AudioFormat& format, std::int64_t frames) {
  if (const auto exact = plain_bytes(format, frames); exact > 0 || frames <= 0) return exact;
  const Subtype* subtype = subtype_of(format.code);
  if (subtype == nullptr) return 0;
  constexpr double flac_part = 0.7;  // of the plain samples; noise packs worse, silence better
  const bool is_flac = (format.code & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
  const double bytes = subtype->bytes_per_sample * (is_flac ? flac_part : 1.0);
  return static_cast<std::int64_t>(bytes * format.channels * static_cast<double>(frames));
}

AudioFormat with_room_for(const AudioFormat& format, std::int64_t frames) {
  const int container = format.code & SF_FORMAT_TYPEMASK;
  if (container != SF_FORMAT_WAV && container != SF_FORMAT_WAVEX) return format;
  if (plain_bytes(format, frames) <= container_of(format.code)->most_bytes) return format;
  return {format.channels, format.sample_rate, SF_FORMAT_RF64 | (format.code & SF_FORMAT_SUBMASK)};
}

std::string describe(const AudioFormat& format) {
  return name_of(SFC_GET_FORMAT_INFO, format.code & SF_FORMAT_TYPEMASK) + ", " +
         name_of(SFC_GET_FORMAT_INFO, format.code & SF_FORMAT_SUBMASK);
}

bool has_audio_extension(const std::string& name) {
  static const std::set<std::string> known{
      "8svx", "aif", "aifc", "aiff", "au",   "avr",   "bwf", "caf", "flac", "mp2", "mp3",
      "nist", "oga", "ogg",  "opus", "pvf",  "rf64",  "sd2", "sds", "sf",   "snd", "sph",
      "svx",  "voc", "w64",  "wav",  "wave", "wavex", "wv1", "wv2", "wve",  "xi"};
  return known.contains(lower_extension(name));
}

bool has_output_extension(const std::string& name) {
  static const std::set<std::string> known{"aif", "aifc", "aiff", "au",   "caf",  "flac",
                                           "mp3", "oga",  "ogg",  "opus", "rf64", "snd",
                                           "w64", "wav",  "wave", "wavex"};
  return known.contains(lower_extension(name));
}

}  // namespace mpietl::io
