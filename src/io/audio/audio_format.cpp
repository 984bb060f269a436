#include "mpietl/io/audio/audio_format.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "io/audio/containers.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

std::string lower_extension(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : lower(name.substr(dot + 1));
}

/// A container that files of an extension may be.
struct Meaning {
  std::string_view extension;
  int container = 0;     ///< 0: any
  int only_subtype = 0;  ///< 0: any
};

constexpr std::array meanings{
    Meaning{"8svx", SF_FORMAT_SVX},
    Meaning{"aif", SF_FORMAT_AIFF},
    Meaning{"aifc", SF_FORMAT_AIFF},
    Meaning{"aiff", SF_FORMAT_AIFF},
    Meaning{"au", SF_FORMAT_AU},
    Meaning{"avr", SF_FORMAT_AVR},
    Meaning{"bwf", SF_FORMAT_WAV},
    Meaning{"caf", SF_FORMAT_CAF},
    Meaning{"flac", SF_FORMAT_FLAC},
    Meaning{"mp2", SF_FORMAT_MPEG},
    Meaning{"mp3", SF_FORMAT_MPEG},
    Meaning{"nist", SF_FORMAT_NIST},
    Meaning{"oga", SF_FORMAT_OGG},
    Meaning{"ogg", SF_FORMAT_OGG},
    Meaning{"opus", SF_FORMAT_OGG, SF_FORMAT_OPUS},
    Meaning{"pvf", SF_FORMAT_PVF},
    Meaning{"rf64", SF_FORMAT_WAV},
    Meaning{"sd2", SF_FORMAT_SD2},
    Meaning{"sds", SF_FORMAT_SDS},
    Meaning{"sf", SF_FORMAT_IRCAM},
    Meaning{"snd"},
    Meaning{"sph", SF_FORMAT_NIST},
    Meaning{"svx", SF_FORMAT_SVX},
    Meaning{"voc", SF_FORMAT_VOC},
    Meaning{"w64", SF_FORMAT_W64},
    Meaning{"wav", SF_FORMAT_WAV},
    Meaning{"wav", SF_FORMAT_NIST},  // as in many collections of speech
    Meaning{"wave", SF_FORMAT_WAV},
    Meaning{"wavex", SF_FORMAT_WAV},
    Meaning{"wv1"},
    Meaning{"wv2"},
    Meaning{"wve", SF_FORMAT_WVE},
    Meaning{"xi", SF_FORMAT_XI},
};

bool is_meant(const Meaning& meaning, const AudioFormat& format) {
  const int container = format.code & SF_FORMAT_TYPEMASK;
  const bool is_wav = container == SF_FORMAT_WAVEX || container == SF_FORMAT_RF64;
  const bool fits_container = meaning.container == 0 || meaning.container == container ||
                              (is_wav && meaning.container == SF_FORMAT_WAV);
  return fits_container &&
         (meaning.only_subtype == 0 || meaning.only_subtype == (format.code & SF_FORMAT_SUBMASK));
}

std::string name_of(int command, int code) {
  SF_FORMAT_INFO info{};
  info.format = code;
  const bool known = sf_command(nullptr, command, &info, sizeof info) == 0 && info.name != nullptr;
  return known ? info.name : "unknown";
}

/// As it is typed where it is written, too: "mp3", "ogg vorbis".
std::string content_of(const AudioFormat& format) {
  const Container* const container = container_of(format.code);
  if (container == nullptr) return describe(format);
  const std::string name(container->name);
  const Subtype* const subtype = subtype_of(format.code);
  const bool has_several_codecs = container->code == SF_FORMAT_OGG && subtype != nullptr;
  return has_several_codecs ? name + " " + std::string(subtype->name) : name;
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
  const auto extension = lower_extension(name);
  return std::ranges::find(meanings, extension, &Meaning::extension) != meanings.end();
}

std::string name_warning(const std::string& name, const AudioFormat& format) {
  if (!has_audio_extension(name)) return {};
  const auto extension = lower_extension(name);
  const auto means_it = [&](const Meaning& meaning) {
    return meaning.extension == extension && is_meant(meaning, format);
  };
  if (std::ranges::any_of(meanings, means_it)) return {};
  return "the name says " + extension + ", the content is " + content_of(format);
}

bool has_output_extension(const std::string& name) {
  static const std::set<std::string> known{"aif", "aifc", "aiff", "au",   "caf",  "flac",
                                           "mp3", "oga",  "ogg",  "opus", "rf64", "snd",
                                           "w64", "wav",  "wave", "wavex"};
  return known.contains(lower_extension(name));
}

}  // namespace mpietl::io
