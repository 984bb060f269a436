#include "mpietl/io/audio/extensions.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "io/audio/formats.hpp"
namespace mpietl::io {

namespace {

std::string lower_extension(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : lower(name.substr(dot + 1));
}

/// The file format that an extension means.
struct Meaning {
  std::string_view extension;
  std::optional<FileFormat> file{};  ///< none: any
  std::optional<Subtype> only_subtype{};
};

constexpr std::array meanings{
    Meaning{"3g2", FileFormat::mp4},
    Meaning{"3gp", FileFormat::mp4},
    Meaning{"8svx", FileFormat::svx},
    Meaning{"aac", FileFormat::aac},
    Meaning{"ac3", FileFormat::ac3},
    Meaning{"aif", FileFormat::aiff},
    Meaning{"aifc", FileFormat::aiff},
    Meaning{"aiff", FileFormat::aiff},
    Meaning{"amr", FileFormat::amr},
    Meaning{"ape", FileFormat::ape},
    Meaning{"asf", FileFormat::asf},
    Meaning{"au", FileFormat::au},
    Meaning{"avr", FileFormat::avr},
    Meaning{"avi", FileFormat::avi},
    Meaning{"awb", FileFormat::amr},
    Meaning{"bwf", FileFormat::wav},
    Meaning{"caf", FileFormat::caf},
    Meaning{"eac3", FileFormat::ac3},
    Meaning{"flac", FileFormat::flac},
    Meaning{"flv", FileFormat::flv},
    Meaning{"m4a", FileFormat::mp4},
    Meaning{"m4b", FileFormat::mp4},
    Meaning{"mka", FileFormat::matroska},
    Meaning{"mkv", FileFormat::matroska},
    Meaning{"mov", FileFormat::mp4},
    Meaning{"mp2", FileFormat::mpeg},
    Meaning{"mp3", FileFormat::mpeg},
    Meaning{"mp4", FileFormat::mp4},
    Meaning{"nist", FileFormat::nist},
    Meaning{"oga", FileFormat::ogg},
    Meaning{"ogg", FileFormat::ogg},
    Meaning{"opus", FileFormat::ogg, Subtype::opus},
    Meaning{"pvf", FileFormat::pvf},
    Meaning{"rf64", FileFormat::wav},
    Meaning{"sd2", FileFormat::sd2},
    Meaning{"sds", FileFormat::sds},
    Meaning{"sf", FileFormat::ircam},
    Meaning{"shn", FileFormat::shorten},
    Meaning{"snd"},
    Meaning{"sph", FileFormat::nist},
    Meaning{"spx", FileFormat::ogg},
    Meaning{"svx", FileFormat::svx},
    Meaning{"tak", FileFormat::tak},
    Meaning{"tta", FileFormat::tta},
    Meaning{"voc", FileFormat::voc},
    Meaning{"w64", FileFormat::w64},
    Meaning{"wav", FileFormat::wav},
    Meaning{"wav", FileFormat::nist},  // as in many collections of speech
    Meaning{"wave", FileFormat::wav},
    Meaning{"wavex", FileFormat::wav},
    Meaning{"webm", FileFormat::matroska},
    Meaning{"wma", FileFormat::asf},
    Meaning{"wmv", FileFormat::asf},
    Meaning{"wv", FileFormat::wavpack},
    Meaning{"wv1"},
    Meaning{"wv2"},
    Meaning{"wve", FileFormat::wve},
    Meaning{"xi", FileFormat::xi},
};

bool is_meant(const Meaning& meaning, const StorageFormat& format) {
  const bool is_wav = format.file == FileFormat::wavex || format.file == FileFormat::rf64;
  const bool fits_file =
      !meaning.file || meaning.file == format.file || (is_wav && meaning.file == FileFormat::wav);
  return fits_file && (!meaning.only_subtype || meaning.only_subtype == format.subtype);
}

/// A short name; for formats that can be written, the one to type: "mp3", "ogg vorbis".
std::string content_of(const StorageFormat& format) {
  const OutputFormat* const row = find_output_format(format.file);
  if (row == nullptr) return describe(format);
  const std::string name(row->name);
  const OutputSubtype* const subtype = find_output_subtype(format.subtype);
  const bool has_several_codecs = format.file == FileFormat::ogg && subtype != nullptr;
  return has_several_codecs ? name + " " + std::string(subtype->name) : name;
}

}  // namespace

bool has_audio_extension(const std::string& name) {
  const auto extension = lower_extension(name);
  return std::ranges::find(meanings, extension, &Meaning::extension) != meanings.end();
}

std::string name_warning(const std::string& name, const StorageFormat& format) {
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
