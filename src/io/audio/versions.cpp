#include "mpietl/io/audio/versions.hpp"

#include <dlfcn.h>
#include <mpg123.h>
#include <ogg/ogg.h>

#include <array>
#include <utility>

#include "io/audio/decoders.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/io/audio/lossy_codecs.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

constexpr std::array codecs{
    std::pair{"FLAC", StorageFormat{FileFormat::flac, Subtype::pcm_16}},
    std::pair{"Vorbis", StorageFormat{FileFormat::ogg, Subtype::vorbis}},
    std::pair{"Opus", StorageFormat{FileFormat::ogg, Subtype::opus}},
    std::pair{"MP3", StorageFormat{FileFormat::mpeg, Subtype::mpeg_layer_iii}},
};

/// libsndfile and the codec library that it loads, found by a function of that library.
std::string sndfile_with(const char* function) {
  const std::string name = "libsndfile " + sndfile_version();
  const void* const found = ::dlsym(RTLD_DEFAULT, function);
  return found == nullptr ? name : name + " with " + file_of_library(found);
}

}  // namespace

std::string sndfile_codecs() {
  constexpr int rate_of_all = 48000;
  std::string names;
  for (const auto& [name, format] : codecs) {
    if (!is_writable(format, {1, rate_of_all})) continue;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

std::string mpg123_version() {
  return file_of_library(reinterpret_cast<const void*>(&mpg123_init));
}

std::string ogg_version() {
  return file_of_library(reinterpret_cast<const void*>(&ogg_page_checksum_set));
}

const std::string& mpeg_decoder() {
  static const std::string name = mpg123_version();
  return name;
}

const std::string& sndfile_decoder(const StorageFormat& format) {
  static const std::string alone = "libsndfile " + sndfile_version();
  static const std::string vorbis = sndfile_with("vorbis_synthesis");
  static const std::string opus = sndfile_with("opus_multistream_decode_float");
  static const std::string flac = sndfile_with("FLAC__stream_decoder_new");
  if (format.subtype == Subtype::vorbis) return vorbis;
  if (format.subtype == Subtype::opus) return opus;
  const bool is_flac = format.file == FileFormat::flac || format.file == FileFormat::ogg;
  return is_flac ? flac : alone;
}

std::string lossy_codec_version(audio::LossyCodec codec) {
  switch (codec) {
    case audio::LossyCodec::opus:
      return sndfile_with("opus_multistream_encode_float");
    case audio::LossyCodec::vorbis:
      return sndfile_with("vorbis_analysis");
    case audio::LossyCodec::mp3:
      return sndfile_with("lame_init");
    case audio::LossyCodec::gsm:
      break;
  }
  return "libsndfile " + sndfile_version();
}

std::vector<std::string> decoders() {
  std::vector all{sndfile_decoder({FileFormat::wav, Subtype::pcm_16}), mpeg_decoder(),
                  sndfile_decoder({FileFormat::flac, Subtype::pcm_16}),
                  sndfile_decoder({FileFormat::ogg, Subtype::vorbis}),
                  sndfile_decoder({FileFormat::ogg, Subtype::opus})};
  if (!ffmpeg_decoder().empty()) all.push_back(ffmpeg_decoder());
  return all;
}

}  // namespace mpietl::io
