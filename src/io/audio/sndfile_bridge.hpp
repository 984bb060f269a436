#pragma once

#include <sndfile.h>

#include <memory>

#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/audio_format.hpp"

namespace mpietl::io {

SF_INFO sndfile_info(const AudioFormat& format);

struct SndfileCloser {
  void operator()(SNDFILE* handle) const noexcept { sf_close(handle); }
};
using SndfileHandle = std::unique_ptr<SNDFILE, SndfileCloser>;

/// Opens `stream` in `mode` (SFM_READ or SFM_WRITE).
/// Throws what the stream threw, or Error(format) with libsndfile's reason.
SndfileHandle open_sndfile(ByteStream& stream, int mode, SF_INFO& info);

/// Frames that a file tells; -1 when it does not.
std::int64_t told_frames(const SF_INFO& info);

/// Opens `stream` for writing as all files of this program are.
SndfileHandle open_writer(ByteStream& stream, SF_INFO& info);

}  // namespace mpietl::io
