#pragma once

#include <sndfile.h>

#include <array>
#include <cstddef>
#include <exception>
#include <memory>

#include "mpietl/core/file.hpp"
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

/// A file that is read: the small reads of headers and of libsndfile's decoders are served from
/// memory, large ones go to the system. Its size is what it was when it was opened.
class ReadStream final : public ByteStream {
 public:
  explicit ReadStream(File file);

  sf_count_t size() override { return size_; }
  sf_count_t position() override { return position_; }
  sf_count_t seek(sf_count_t offset) override { return position_ = offset; }
  sf_count_t read(void* data, sf_count_t size) override;

  /// From now on, reads give `bytes` instead of what the file has at `offset`.
  void replace(sf_count_t offset, const std::array<std::byte, 4>& bytes);
  sf_count_t write(const void* /*data*/, sf_count_t /*size*/) override { return 0; }

 private:
  sf_count_t read_as_stored(std::byte* data, sf_count_t size);
  sf_count_t copy_from_window(std::byte* data, sf_count_t size);
  sf_count_t read_file(std::byte* data, sf_count_t size);

  File file_;
  sf_count_t size_;
  sf_count_t position_ = 0;
  sf_count_t window_bytes_;
  std::unique_ptr<std::byte[]> window_;
  sf_count_t window_begin_ = 0;
  sf_count_t window_end_ = 0;
  sf_count_t replaced_at_ = -1;  // -1: nowhere
  std::array<std::byte, 4> replacement_{};
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
