#pragma once

#include <sndfile.h>

#include <exception>
#include <memory>

#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

SF_INFO sndfile_info(const AudioFormat& format);

/// Bytes that libsndfile reads and writes through; what a call throws is kept for rethrow(),
/// since no exception may pass through the C library.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ByteStream(ByteStream&&) = delete;
  ByteStream& operator=(ByteStream&&) = delete;
  virtual ~ByteStream() = default;

  virtual sf_count_t size() = 0;
  virtual sf_count_t seek(sf_count_t offset) = 0;
  virtual sf_count_t position() = 0;
  virtual sf_count_t read(void* data, sf_count_t size) = 0;
  virtual sf_count_t write(const void* data, sf_count_t size) = 0;

  void keep(std::exception_ptr failure) { failure_ = std::move(failure); }

  /// Throws what a call threw, if any did.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

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
