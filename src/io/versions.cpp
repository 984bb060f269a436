#include "mpietl/io/versions.hpp"

#include <ogg/ogg.h>
#include <sndfile.h>

#include <array>
#include <utility>

#include "mpietl/core/file.hpp"

namespace mpietl::io {

namespace {

constexpr std::array codecs{
    std::pair{"FLAC", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
    std::pair{"Vorbis", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
    std::pair{"Opus", SF_FORMAT_OGG | SF_FORMAT_OPUS},
    std::pair{"MP3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III},
};

bool can_write(int format) {
  constexpr int rate_of_all = 48000;
  SF_INFO info{};
  info.format = format;
  info.channels = 1;
  info.samplerate = rate_of_all;
  return sf_format_check(&info) != 0;
}

}  // namespace

std::string sndfile_codecs() {
  std::string names;
  for (const auto& [name, format] : codecs) {
    if (can_write(format)) names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

std::string ogg_version() {
  return file_of_library(reinterpret_cast<const void*>(&ogg_page_checksum_set));
}

}  // namespace mpietl::io
