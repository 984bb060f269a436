#include "io/audio/formats.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

// Below the limit of 32 bits, with room for the largest header and the chunks after the samples.
constexpr std::int64_t four_gib = 0xFFFFFFFF - (std::int64_t{1} << 24U);

// Largest sizes according to the headers that libsndfile 1.2.0 writes.
constexpr std::array all_formats{
    OutputFormat{"wav", FileFormat::wav, "wav", four_gib},
    OutputFormat{"wavex", FileFormat::wavex, "wav", four_gib},
    OutputFormat{"rf64", FileFormat::rf64, "wav"},
    OutputFormat{"w64", FileFormat::w64, "w64"},
    OutputFormat{"aiff", FileFormat::aiff, "aiff", four_gib},
    OutputFormat{"caf", FileFormat::caf, "caf"},
    OutputFormat{"au", FileFormat::au, "au"},
    OutputFormat{"flac", FileFormat::flac, "flac"},
    OutputFormat{"ogg", FileFormat::ogg, "ogg"},
    OutputFormat{"opus", FileFormat::ogg, "opus", no_limit, Subtype::opus},
    OutputFormat{"mp3", FileFormat::mpeg, "mp3"},
};

constexpr std::array all_subtypes{
    OutputSubtype{"pcm_s8", Subtype::pcm_s8, 1, true},
    OutputSubtype{"pcm_u8", Subtype::pcm_u8, 1, true},
    OutputSubtype{"pcm_16", Subtype::pcm_16, 2, true},
    OutputSubtype{"pcm_24", Subtype::pcm_24, 3, true},
    OutputSubtype{"pcm_32", Subtype::pcm_32, 4, true},
    OutputSubtype{"float", Subtype::float_32, 4, true},
    OutputSubtype{"double", Subtype::float_64, 8, true},
    OutputSubtype{"ulaw", Subtype::ulaw, 1, true},
    OutputSubtype{"alaw", Subtype::alaw, 1, true},
    OutputSubtype{"ima_adpcm", Subtype::ima_adpcm, 0.55},
    OutputSubtype{"ms_adpcm", Subtype::ms_adpcm, 0.55},
    OutputSubtype{"gsm610", Subtype::gsm610, 0.21},
    OutputSubtype{"nms_adpcm_16", Subtype::nms_adpcm_16, 0.27},
    OutputSubtype{"nms_adpcm_24", Subtype::nms_adpcm_24, 0.4},
    OutputSubtype{"nms_adpcm_32", Subtype::nms_adpcm_32, 0.53},
    OutputSubtype{"g721_32", Subtype::g721_32, 0.5},
    OutputSubtype{"g723_24", Subtype::g723_24, 0.38},
    OutputSubtype{"g723_40", Subtype::g723_40, 0.63},
    OutputSubtype{"dwvw_12", Subtype::dwvw_12, 1.4},
    OutputSubtype{"dwvw_16", Subtype::dwvw_16, 1.9},
    OutputSubtype{"dwvw_24", Subtype::dwvw_24, 2.9},
    OutputSubtype{"vorbis", Subtype::vorbis, 0.2},
    OutputSubtype{"opus", Subtype::opus, 0.2},
    OutputSubtype{"alac_16", Subtype::alac_16, 1.4},
    OutputSubtype{"alac_20", Subtype::alac_20, 1.75},
    OutputSubtype{"alac_24", Subtype::alac_24, 2.1},
    OutputSubtype{"alac_32", Subtype::alac_32, 2.8},
    OutputSubtype{"mpeg_layer_i", Subtype::mpeg_layer_i, 0.4},
    OutputSubtype{"mpeg_layer_ii", Subtype::mpeg_layer_ii, 0.3},
    OutputSubtype{"mpeg_layer_iii", Subtype::mpeg_layer_iii, 0.2},
};

constexpr std::array<std::string_view, static_cast<std::size_t>(FileFormat::unknown) + 1>
    file_titles{
        "WAV (Microsoft)",
        "WAVEX (Microsoft)",
        "RF64 (RIFF 64)",
        "W64 (SoundFoundry WAVE 64)",
        "AIFF (Apple/SGI)",
        "CAF (Apple Core Audio File)",
        "AU (Sun/NeXT)",
        "FLAC (Free Lossless Audio Codec)",
        "OGG (OGG Container format)",
        "MPEG-1/2 Audio",
        "AVR (Audio Visual Research)",
        "HTK (HMM Tool Kit)",
        "SF (Berkeley/IRCAM/CARL)",
        "MAT4 (GNU Octave 2.0 / Matlab 4.2)",
        "MAT5 (GNU Octave 2.1 / Matlab 5.0)",
        "MPC (Akai MPC 2k)",
        "WAV (NIST Sphere)",
        "PAF (Ensoniq PARIS)",
        "PVF (Portable Voice Format)",
        "SD2 (Sound Designer II)",
        "SDS (Midi Sample Dump Standard)",
        "IFF (Amiga IFF/SVX8/SV16)",
        "VOC (Creative Labs)",
        "WVE (Psion Series 3)",
        "XI (FastTracker 2)",
        "AAC (ADTS)",
        "AC-3",
        "AMR (Adaptive Multi-Rate)",
        "APE (Monkey's Audio)",
        "ASF (Windows Media)",
        "AVI (Microsoft)",
        "DTS",
        "FLV (Flash Video)",
        "Matroska or WebM",
        "MP4 or QuickTime",
        "MPEG program stream",
        "MPEG transport stream",
        "Musepack",
        "RealMedia",
        "Shorten",
        "TAK (Tom's lossless Audio Kompressor)",
        "TTA (True Audio)",
        "WavPack",
        "unknown",
    };

constexpr std::array<std::string_view, static_cast<std::size_t>(Subtype::other) + 1> subtype_titles{
    "Signed 8 bit PCM",
    "Unsigned 8 bit PCM",
    "Signed 16 bit PCM",
    "Signed 24 bit PCM",
    "Signed 32 bit PCM",
    "32 bit float",
    "64 bit float",
    "U-Law",
    "A-Law",
    "IMA ADPCM",
    "Microsoft ADPCM",
    "GSM 6.10",
    "VOX ADPCM",
    "16kbs NMS ADPCM",
    "24kbs NMS ADPCM",
    "32kbs NMS ADPCM",
    "32kbs G721 ADPCM",
    "24kbs G723 ADPCM",
    "40kbs G723 ADPCM",
    "12 bit DWVW",
    "16 bit DWVW",
    "24 bit DWVW",
    "DWVW",
    "8 bit DPCM",
    "16 bit DPCM",
    "Vorbis",
    "Opus",
    "16 bit ALAC",
    "20 bit ALAC",
    "24 bit ALAC",
    "32 bit ALAC",
    "MPEG Layer I",
    "MPEG Layer II",
    "MPEG Layer III",
    "AAC",
    "AC-3",
    "AMR narrow band",
    "AMR wide band",
    "DTS",
    "Speex",
    "Windows Media Audio",
    "a lossy codec",
    "unknown",
};

}  // namespace

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::span<const OutputFormat> output_formats() { return all_formats; }
std::span<const OutputSubtype> output_subtypes() { return all_subtypes; }

const OutputFormat* find_output_format(FileFormat file) {
  const auto* const found = std::ranges::find(all_formats, file, &OutputFormat::file);
  return found == all_formats.end() ? nullptr : &*found;
}

const OutputSubtype* find_output_subtype(Subtype subtype) {
  const auto* const found = std::ranges::find(all_subtypes, subtype, &OutputSubtype::subtype);
  return found == all_subtypes.end() ? nullptr : &*found;
}

bool is_wav_like(FileFormat file) {
  return file == FileFormat::wav || file == FileFormat::wavex || file == FileFormat::rf64;
}

bool holds(FileFormat file, Subtype subtype) { return is_writable({file, subtype}, {1, 8000}); }

std::string names_held(FileFormat file) {
  std::string names;
  for (const auto& each : all_subtypes) {
    if (!holds(file, each.subtype)) continue;
    if (!names.empty()) names += ", ";
    names += each.name;
  }
  return names;
}

StorageFormat with_room_for(const StorageFormat& format, const audio::Signal& signal) {
  if (format.file != FileFormat::wav && format.file != FileFormat::wavex) return format;
  if (plain_bytes(format, signal) <= find_output_format(format.file)->max_bytes) return format;
  return {FileFormat::rf64, format.subtype};
}

void check_size(const StorageFormat& format, std::int64_t bytes) {
  const OutputFormat* const row = find_output_format(format.file);
  if (row == nullptr || bytes <= row->max_bytes) return;
  throw Error(Reason::format, "a " + std::string(row->name) + " file holds no more than " +
                                  format_bytes(static_cast<std::uint64_t>(row->max_bytes)) +
                                  "; choose a format without that limit, such as --format rf64");
}

std::string title(FileFormat file) {
  return std::string(file_titles.at(static_cast<std::size_t>(file)));
}

std::string describe(const StorageFormat& format) {
  return title(format.file) + ", " +
         std::string(subtype_titles.at(static_cast<std::size_t>(format.subtype)));
}

SampleEncoding sample_encoding(Subtype subtype) {
  using Kind = SampleEncoding::Kind;
  switch (subtype) {
    case Subtype::float_32:
    case Subtype::float_64:
      return {Kind::real, 0, false};
    case Subtype::vorbis:
    case Subtype::opus:
    case Subtype::mpeg_layer_i:
    case Subtype::mpeg_layer_ii:
    case Subtype::mpeg_layer_iii:
    case Subtype::aac:
    case Subtype::ac3:
    case Subtype::amr_nb:
    case Subtype::amr_wb:
    case Subtype::dts:
    case Subtype::speex:
    case Subtype::wma:
    case Subtype::lossy:
      return {Kind::real, 0, true};
    case Subtype::pcm_s8:
    case Subtype::pcm_u8:
    case Subtype::dpcm_8:
      return {Kind::integer, 8, true};
    case Subtype::alac_20:
      return {Kind::integer, 20, true};
    case Subtype::pcm_24:
    case Subtype::alac_24:
    case Subtype::dwvw_24:
      return {Kind::integer, 24, true};
    case Subtype::pcm_32:
    case Subtype::alac_32:
      return {Kind::integer, 32, true};
    case Subtype::dwvw_12:
      return {Kind::integer, 12, true};
    default:  // 16-bit PCM, and the codecs that are made from it
      return {Kind::integer, 16, true};
  }
}

StorageFormat wav_format(const std::string& subtype) {
  std::string known;
  for (const auto& each : all_subtypes) {
    if (!each.is_plain || !holds(FileFormat::wav, each.subtype)) continue;
    if (each.name == subtype) return {FileFormat::wav, each.subtype};
    known += " " + std::string(each.name);
  }
  throw Error(Reason::usage, "unknown subtype '" + escape(subtype) + "'; known are" + known);
}

std::int64_t plain_bytes(const StorageFormat& format, const audio::Signal& signal) {
  const auto* const subtype = find_output_subtype(format.subtype);
  if (format.file == FileFormat::flac || find_output_format(format.file) == nullptr) return 0;
  if (subtype == nullptr || !subtype->is_plain || signal.frames < 0) return 0;
  return signal.frames * static_cast<std::int64_t>(subtype->bytes_per_sample) * signal.channels;
}

std::int64_t estimated_bytes(const StorageFormat& format, const audio::Signal& signal) {
  const auto exact = plain_bytes(format, signal);
  if (exact > 0 || signal.frames <= 0) return exact;
  const auto* const subtype = find_output_subtype(format.subtype);
  if (subtype == nullptr) return 0;
  constexpr double flac_part = 0.7;  // of the plain samples; noise packs worse, silence better
  const double part = format.file == FileFormat::flac ? flac_part : 1.0;
  return static_cast<std::int64_t>(subtype->bytes_per_sample * part * signal.channels *
                                   static_cast<double>(signal.frames));
}

}  // namespace mpietl::io
