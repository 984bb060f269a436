#pragma once

#include <sndfile.h>

#include <cstdint>
#include <memory>

#include "io/files/byte_stream.hpp"
#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/storage_format.hpp"

// libsndfile's handle and its format codes. Only files of this folder include it.
namespace mpietl::io {

/// The format that a format code of libsndfile means.
StorageFormat storage_format(int word);

/// libsndfile's description of a file of `format` with `signal`.
SF_INFO sndfile_info(const StorageFormat& format, const audio::Signal& signal);

struct SndfileCloser {
  void operator()(SNDFILE* handle) const noexcept { sf_close(handle); }
};
using SndfileHandle = std::unique_ptr<SNDFILE, SndfileCloser>;

/// Opens `stream` in `mode` (SFM_READ or SFM_WRITE).
/// Throws what the stream threw, or Error(format) with libsndfile's reason.
SndfileHandle open_sndfile(ByteStream& stream, int mode, SF_INFO& info);

/// The number of frames that a file declares; -1 when it declares none.
std::int64_t declared_frames(const SF_INFO& info);

/// Opens `stream` for writing with the settings of this program.
SndfileHandle open_writer(ByteStream& stream, SF_INFO& info);

}  // namespace mpietl::io
