#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/audio/ogg_pages.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::io {

/// The start of a FLAC file, held until its comments are all there, so that those can be put among
/// them that libsndfile cannot be told.
class FlacHeader {
 public:
  explicit FlacHeader(CommentSwap swap) : swap_(std::move(swap)) {}

  /// Takes bytes of the file and returns those that are ready, valid until the next call.
  std::span<const std::byte> pass(std::span<const std::byte> bytes);

  /// Bytes that are held.
  [[nodiscard]] std::size_t held() const { return swap_.empty() ? 0 : held_.size(); }

 private:
  CommentSwap swap_;
  std::vector<std::byte> held_;
};

/// The bytes of a file that is being written, hashed on their way. They go to the file in large
/// pieces, so that a small file is stored at once in the end, with a header that is complete.
/// When the header of a larger one is known before the samples, it is stored and hashed as it will
/// be in the end. Otherwise, a header that changes when the file is completed spoils the running
/// hash, and finish() reads the file once more. The pages of an Ogg stream get `serial`.
class WriteStream final : public ByteStream {
 public:
  /// A multiple of this goes to the file at a time. Linux then keeps it in large pages of its
  /// cache: with a header of 44 bytes before, ext4 takes 0.12 s for a GB instead of 0.20.
  static constexpr std::int64_t piece_bytes = std::int64_t{1} << 20U;

  /// `tail` is the memory for what is not in the file yet, in use until the stream ends.
  WriteStream(File& file, std::vector<std::byte>& tail, bool is_ogg, std::uint32_t serial);

  std::int64_t size() override { return stored_ + static_cast<std::int64_t>(tail_.size()); }
  std::int64_t position() override { return position_ + pending(); }
  std::int64_t seek(std::int64_t offset) override;
  std::int64_t read(void* data, std::int64_t size) override;
  std::int64_t write(const void* data, std::int64_t size) override;

  /// Has a FLAC or Ogg file carry these comments. Before its first byte.
  void put(CommentSwap swap);

  /// Says that so many bytes of chunks will follow what libsndfile writes of a RIFF file.
  void expect_behind(std::size_t bytes) { bytes_behind_ = bytes; }

  /// Says that from here on samples follow. If `header` has the size of what was written so far,
  /// it is the header of the finished file.
  void begin_samples(std::vector<std::byte> header);

  /// Stores what is not in the file yet and returns the hash of all its bytes. Called once, after
  /// the last write.
  Hash128 finish();

 private:
  /// Bytes that libsndfile has written and that are held.
  [[nodiscard]] std::int64_t pending() const {
    return static_cast<std::int64_t>(ogg_ ? ogg_->held() : flac_ ? flac_->held() : 0);
  }
  void append(std::span<const std::byte> bytes);
  void replace(std::span<const std::byte> bytes);
  void settle_first_piece();
  void store(std::span<const std::byte> bytes);
  [[nodiscard]] bool is_in_header(std::span<const std::byte> bytes) const;

  File& file_;
  std::vector<std::byte>& tail_;  // the bytes behind those that are stored
  std::int64_t stored_ = 0;
  std::int64_t position_ = 0;
  std::vector<std::byte> header_;  // as it is stored with the first piece
  bool is_header_final_ = false;
  Hasher hasher_;  // of the bytes that are stored
  bool hash_is_whole_ = true;
  std::optional<OggPages> ogg_;
  std::optional<FlacHeader> flac_;
  std::size_t bytes_behind_ = 0;
};

}  // namespace mpietl::io
