#include "io/frame_limit.hpp"

#include <string>

#include "io/sndfile_bridge.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

/// Whether a byte may stand for any number of samples.
bool compresses_without_bound(int code) {
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_ALAC_16:
    case SF_FORMAT_ALAC_20:
    case SF_FORMAT_ALAC_24:
    case SF_FORMAT_ALAC_32:
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
      return true;
    default:
      return (code & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
  }
}

}  // namespace

void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes) {
  // The densest of them, DWVW, has at least one bit for a sample; the last byte may be shared.
  constexpr std::int64_t most_samples_of_byte = 8;
  const std::int64_t frames = told_frames(info);
  const bool is_too_many = frames / most_samples_of_byte > file_bytes / info.channels + 1 &&
                           !compresses_without_bound(info.format);
  if (frames == -1 && info.frames != -1) return;  // the header tells no length
  if (frames >= 0 && !is_too_many) return;
  throw Error(Reason::format, "the header promises " + std::to_string(info.frames) +
                                  " frames, which a file of " + std::to_string(file_bytes) +
                                  " bytes cannot hold");
}

}  // namespace mpietl::io
