#include "mpietl/io/audio/versions.hpp"

#include <mpg123.h>
#include <ogg/ogg.h>
#include <sndfile.h>

#include <array>
#include <utility>

#include "mpietl/core/file.hpp"
#include "mpietl/io/audio/audio_format.hpp"

namespace mpietl::io {

namespace {

constexpr std::array codecs{
    std::pair{"FLAC", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
    std::pair{"Vorbis", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
    std::pair{"Opus", SF_FORMAT_OGG | SF_FORMAT_OPUS},
    std::pair{"MP3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III},
};

}  // namespace

std::string sndfile_version() {
  const std::string name = sf_version_string();  // "libsndfile-1.2.0"
  return name.substr(name.find('-') + 1);
}

std::string sndfile_codecs() {
  constexpr int rate_of_all = 48000;
  std::string names;
  for (const auto& [name, format] : codecs) {
    if (is_writable({1, rate_of_all, format}))
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

}  // namespace mpietl::io
