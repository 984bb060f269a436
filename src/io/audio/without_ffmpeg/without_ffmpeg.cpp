#include "io/audio/codec_sources.hpp"
#include "io/audio/decoders.hpp"
#include "io/audio/formats.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/versions.hpp"

// What stands for FFmpeg's libraries in a program that was built without them.
namespace mpietl::io {

std::unique_ptr<AudioSource> ffmpeg_source(ReadStream& /*stream*/, const FfmpegFormat& format,
                                           const StreamChoice& /*choice*/) {
  throw Error(Reason::format, "it is " + title(format.file) +
                                  ", and this program was built without FFmpeg's libraries, which "
                                  "read that (-DMPIETL_FFMPEG=OFF)");
}

std::string ffmpeg_version() { return "none: built without"; }

const std::string& ffmpeg_decoder() {
  static const std::string none;
  return none;
}

}  // namespace mpietl::io
