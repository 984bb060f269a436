#pragma once

#include <cstdint>
#include <optional>

#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

class HeaderBytes;

/// A file format that FFmpeg's libraries read.
struct FfmpegFormat {
  FileFormat file = FileFormat::unknown;
  const char* demuxer = "";  ///< FFmpeg's name of the demuxer
};

/// The format of the bytes at `start`, if FFmpeg is to read it: formats that libsndfile and
/// libmpg123 do not read, but no playlists or other files that refer to files.
std::optional<FfmpegFormat> ffmpeg_format(HeaderBytes& header, std::int64_t start);

}  // namespace mpietl::io
