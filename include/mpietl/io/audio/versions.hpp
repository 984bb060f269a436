#pragma once

#include <string>
#include <vector>

namespace mpietl::io {

/// Version of libsndfile in use: "1.2.0".
std::string sndfile_version();

/// The optional codecs that libsndfile in use was built with: "FLAC, Vorbis, Opus, MP3".
std::string sndfile_codecs();

/// File of libmpg123 in use, which decodes MPEG audio: "libmpg123.so.0.47.0".
std::string mpg123_version();

/// Version of FFmpeg's libraries in use, "5.1.9-0+deb12u1", or why there are none.
std::string ffmpeg_version();

/// All decoders in use, each as SourceInfo::decoder names it.
std::vector<std::string> decoders();

/// File of libogg in use, which has no call for its version: "libogg.so.0.8.5".
std::string ogg_version();

}  // namespace mpietl::io
