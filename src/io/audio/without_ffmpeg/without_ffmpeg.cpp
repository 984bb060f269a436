#include "io/audio/codec_sources.hpp"
#include "io/audio/decoders.hpp"
#include "io/audio/formats.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/versions.hpp"

// Replaces FFmpeg's libraries in a program that is built without them.
namespace mpietl::io {

std::unique_ptr<AudioSource> ffmpeg_source(ReadStream& /*stream*/, const FfmpegFormat& format,
                                           const StreamChoice& /*choice*/) {
  throw Error(Reason::format, "it is " + title(format.file) +
                                  ", which needs FFmpeg's libraries, but this program was built "
                                  "without them (-DMPIETL_FFMPEG=OFF)");
}

std::string ffmpeg_version() { return "none: built without"; }

const std::string& ffmpeg_decoder() {
  static const std::string none;
  return none;
}

}  // namespace mpietl::io
