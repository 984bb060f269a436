#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/files/byte_stream.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::io {

/// The bytes of an output on their way to a file, hashed as they pass. They go to the file in large
/// pieces, so that a small output is stored at once in the end, with a header that is complete.
/// When the header of a larger one is known before the samples, it is stored and hashed as it will
/// be in the end. Otherwise, a header that changes when the output is completed spoils the running
/// hash, and finish() reads the bytes once more.
class OutputStream final : public ByteStream {
 public:
  /// A multiple of this goes to the file at a time. Linux then keeps it in large pages of its
  /// cache: with a header of 44 bytes before, ext4 takes 0.12 s for a GB instead of 0.20.
  static constexpr std::int64_t piece_bytes = std::int64_t{1} << 20U;

  /// The bytes stand in `file` from its byte `begin` on. `tail` is the memory for those that are
  /// not in the file yet, in use until finish().
  OutputStream(File& file, std::vector<std::byte>& tail, std::int64_t begin = 0);

  std::int64_t size() override { return stored_ + static_cast<std::int64_t>(tail_.size()); }
  std::int64_t position() override { return position_; }
  std::int64_t seek(std::int64_t offset) override { return position_ = offset; }
  std::int64_t read(void* data, std::int64_t size) override;
  std::int64_t write(const void* data, std::int64_t size) override;

  /// Has the file system set room aside for so many bytes in all. What is not used is given up by
  /// finish().
  void reserve(std::int64_t bytes);

  /// Says that from here on samples follow. If `header` has the size of what was written so far,
  /// it is the header of the complete output.
  void begin_samples(std::vector<std::byte> header);

  /// Stores what is not in the file yet and returns the hash of all bytes. Called once, after the
  /// last write.
  Hash128 finish();

 private:
  void append(std::span<const std::byte> bytes);
  void replace(std::span<const std::byte> bytes);
  void complete_first_piece();
  void store(std::span<const std::byte> bytes);
  Hash128 hash_of_file();
  [[nodiscard]] bool is_in_header(std::span<const std::byte> bytes) const;

  File& file_;
  std::vector<std::byte>& tail_;  // the bytes behind those that are stored
  std::int64_t begin_;
  std::int64_t stored_ = 0;
  std::int64_t position_ = 0;
  std::int64_t reserved_ = 0;
  std::vector<std::byte> header_;  // as it is stored with the first piece
  bool is_header_final_ = false;
  Hasher hasher_;  // of the bytes that are stored
  bool hash_is_whole_ = true;
};

}  // namespace mpietl::io
