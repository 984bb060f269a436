#pragma once

#include <string>

#include "mpietl/io/audio/storage_format.hpp"

// Names of decoders, as SourceInfo has them.
namespace mpietl::io {

/// What libsndfile decodes `format` with: "libsndfile 1.2.0", or with the library of a codec
/// "libsndfile 1.2.0 with libvorbis.so.0.4.9".
const std::string& sndfile_decoder(const StorageFormat& format);

/// libmpg123.
const std::string& mpeg_decoder();

/// FFmpeg's libraries; empty where there are none.
const std::string& ffmpeg_decoder();

}  // namespace mpietl::io
