#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

#include "mpietl/core/file.hpp"
#include "mpietl/io/files/byte_range.hpp"

namespace mpietl::io {

/// Bytes that codec libraries read and write with callbacks. No exception may pass through a C
/// library, so what a callback throws is kept for rethrow().
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ByteStream(ByteStream&&) = delete;
  ByteStream& operator=(ByteStream&&) = delete;
  virtual ~ByteStream() = default;

  virtual std::int64_t size() = 0;
  virtual std::int64_t seek(std::int64_t offset) = 0;
  virtual std::int64_t position() = 0;
  virtual std::int64_t read(void* data, std::int64_t size) = 0;
  virtual std::int64_t write(const void* data, std::int64_t size) = 0;

  void keep(std::exception_ptr failure) { failure_ = std::move(failure); }

  /// Throws what a callback has thrown, if any.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

/// Calls `call` with the stream that a C library passes as `user`. If it throws, keeps the
/// exception and returns `on_failure`.
template <class Call>
std::int64_t guarded(void* user, std::int64_t on_failure, const Call& call) {
  auto& stream = *static_cast<ByteStream*>(user);
  try {
    return call(stream);
  } catch (...) {
    stream.keep(std::current_exception());
    return on_failure;
  }
}

/// A piece of a file as a decoder reads it: `bytes` in place of the file's, or else the file's
/// bytes from `begin` to `end`.
struct Piece {
  std::vector<std::byte> bytes{};
  std::int64_t begin = 0;
  std::int64_t end = 0;

  [[nodiscard]] std::int64_t size() const {
    return bytes.empty() ? end - begin : static_cast<std::int64_t>(bytes.size());
  }
};

/// A file, or a part of one (called the file below), for reading. Small reads of headers and
/// decoders are served from memory; large ones go to the system. The size is that at opening.
class ReadStream final : public ByteStream {
 public:
  explicit ReadStream(File file, const ByteRange& part = {});

  /// Makes the stream consist of these pieces, in sequence, and moves its cursor to 0.
  void show(std::vector<Piece> pieces);

  [[nodiscard]] std::int64_t file_size() const { return file_size_; }

  /// Reads from a place in the file, independent of the pieces; the cursor stays.
  std::int64_t read_file(std::int64_t at, std::byte* data, std::int64_t size);

  std::int64_t size() override { return size_; }
  std::int64_t position() override { return position_; }
  std::int64_t seek(std::int64_t offset) override { return position_ = offset; }
  std::int64_t read(void* data, std::int64_t size) override;
  std::int64_t write(const void* /*data*/, std::int64_t /*size*/) override { return 0; }

 private:
  std::int64_t read_from(const Piece& piece, std::int64_t offset, std::byte* data,
                         std::int64_t size);
  std::int64_t copy_from_window(std::int64_t at, std::byte* data, std::int64_t size) const;

  File file_;
  std::int64_t begin_;  // in the file
  std::int64_t file_size_;
  std::vector<Piece> pieces_;
  std::int64_t size_;
  std::int64_t position_ = 0;
  std::int64_t window_bytes_;
  std::unique_ptr<std::byte[]> window_;
  std::int64_t window_begin_ = 0;  // in the file
  std::int64_t window_end_ = 0;
};

}  // namespace mpietl::io
