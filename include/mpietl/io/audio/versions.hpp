#pragma once

#include <string>
#include <vector>

namespace mpietl::io {

/// Version of the loaded libsndfile: "1.2.0".
std::string sndfile_version();

/// The optional codecs that this libsndfile was built with: "FLAC, Vorbis, Opus, MP3".
std::string sndfile_codecs();

/// File of the loaded libmpg123, which decodes MPEG audio: "libmpg123.so.0.47.0".
std::string mpg123_version();

/// Version of the loaded FFmpeg libraries, "5.1.9-0+deb12u1", or why there are none.
std::string ffmpeg_version();

/// All available decoders, named as in SourceInfo::decoder.
std::vector<std::string> decoders();

/// File of the loaded libogg, which has no version function: "libogg.so.0.8.5".
std::string ogg_version();

}  // namespace mpietl::io
