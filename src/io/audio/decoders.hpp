#pragma once

#include <string>

#include "mpietl/io/audio/storage_format.hpp"

// Names of decoders, as in SourceInfo.
namespace mpietl::io {

/// The decoder of `format` in libsndfile: "libsndfile 1.2.0", or with the library of a codec
/// "libsndfile 1.2.0 with libvorbis.so.0.4.9".
const std::string& sndfile_decoder(const StorageFormat& format);

/// libmpg123.
const std::string& mpeg_decoder();

/// FFmpeg's libraries; empty if there are none.
const std::string& ffmpeg_decoder();

}  // namespace mpietl::io
