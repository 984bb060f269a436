#pragma once

#include <cstdint>
#include <optional>

#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

class HeaderBytes;

/// A file format that FFmpeg's libraries read.
struct FfmpegFormat {
  FileFormat file = FileFormat::unknown;
  const char* demuxer = "";  ///< what reads it, by FFmpeg's name
};

/// The format that the bytes at `start` begin, if it is one that is left to FFmpeg: what libsndfile
/// and libmpg123 do not read, and no playlist or other file that names files.
std::optional<FfmpegFormat> ffmpeg_format(HeaderBytes& header, std::int64_t start);

}  // namespace mpietl::io
