#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

#include "mpietl/core/file.hpp"
#include "mpietl/io/files/byte_range.hpp"

namespace mpietl::io {

/// Bytes that codec libraries read and write through; what a call throws is kept for rethrow(),
/// since no exception may pass through a C library.
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

  /// Throws what a call threw, if any did.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

/// Calls `call` with the stream that a C library hands back as `user`. What it throws is kept, and
/// `on_failure` is returned then.
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

/// A piece of what a decoder sees of a file: `bytes` that stand for some of it, or else the file
/// from `begin` to `end`.
struct Piece {
  std::vector<std::byte> bytes{};
  std::int64_t begin = 0;
  std::int64_t end = 0;

  [[nodiscard]] std::int64_t size() const {
    return bytes.empty() ? end - begin : static_cast<std::int64_t>(bytes.size());
  }
};

/// A file that is read, or part of one, which is called the file here: the small reads of headers
/// and of decoders are served from memory, large ones go to the system. Its size is what it was
/// when it was opened.
class ReadStream final : public ByteStream {
 public:
  explicit ReadStream(File file, const ByteRange& part = {});

  /// From now on, these pieces, one behind the other, are the stream; its cursor goes to 0.
  void show(std::vector<Piece> pieces);

  [[nodiscard]] std::int64_t file_size() const { return file_size_; }

  /// Reads from a place of the file, whatever the pieces are; the cursor stays.
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
  std::int64_t window_begin_ = 0;  // in the file, as the next
  std::int64_t window_end_ = 0;
};

}  // namespace mpietl::io
