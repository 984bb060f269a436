#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/ogg_pages.hpp"
#include "io/sndfile_bridge.hpp"
#include "mpietl/io/file.hpp"
#include "mpietl/io/hash.hpp"

namespace mpietl::io {

/// The bytes of a file that is being written, hashed on their way. A small file is held in memory
/// and stored at once in the end; once it has grown too large for that, its bytes go to the file as
/// they come, in pieces that end where large pages of the system's cache end. When the header is known before the samples, it is stored and hashed as it will be in
/// the end. Otherwise, a header that changes when the file is completed spoils the running hash,
/// and finish() reads the file once more. The pages of an Ogg stream get `serial`.
class WriteStream final : public ByteStream {
 public:
  /// Files that grow beyond this are not held in memory.
  static constexpr std::int64_t most_held_bytes = std::int64_t{256} * 1024;

  /// `image` is the memory for a small file, in use until the stream ends.
  WriteStream(File& file, std::vector<std::byte>& image, bool is_ogg, std::uint32_t serial);

  sf_count_t size() override { return size_; }
  sf_count_t position() override { return position_ + pending(); }
  sf_count_t seek(sf_count_t offset) override;
  sf_count_t read(void* data, sf_count_t size) override;
  sf_count_t write(const void* data, sf_count_t size) override;

  /// Says that from here on samples follow. `header` takes the place of what was written so far,
  /// when it has the same size.
  void begin_samples(std::vector<std::byte> header);

  /// Stores what is still held in memory and returns the hash of all bytes of the file. Called
  /// once, after the last write.
  Hash128 finish();

 private:
  /// Bytes that libsndfile has written and that do not make an Ogg page yet.
  [[nodiscard]] sf_count_t pending() const {
    return ogg_ ? static_cast<sf_count_t>(ogg_->held()) : 0;
  }
  void store(std::span<const std::byte> bytes);
  void store_in_image(std::span<const std::byte> bytes);
  void store_in_file(std::span<const std::byte> bytes);
  void append(std::span<const std::byte> bytes);
  void store_tail();
  void leave_image();
  [[nodiscard]] bool is_in_header(std::span<const std::byte> bytes) const;

  File& file_;
  std::vector<std::byte>& image_;
  bool is_image_ = true;
  sf_count_t position_ = 0;
  sf_count_t size_ = 0;
  sf_count_t header_bytes_ = 0;
  std::vector<std::byte> header_;  // as it was hashed
  Hasher hasher_;
  bool hash_is_whole_ = true;
  std::vector<std::byte> tail_;  // appended, and not in the file yet
  std::optional<OggPages> ogg_;
};

}  // namespace mpietl::io
