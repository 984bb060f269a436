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

/// The bytes of a file that is being written, hashed on their way. When the header is known before
/// the samples, it is stored and hashed as it will be in the end. Otherwise, a header that changes
/// when the file is completed spoils the running hash, and digest() reads the file once more.
/// The pages of an Ogg stream get `serial`.
class WriteStream final : public ByteStream {
 public:
  WriteStream(File& file, bool is_ogg, std::uint32_t serial) : file_(file) {
    if (is_ogg) ogg_.emplace(serial);
  }

  sf_count_t size() override { return size_; }
  sf_count_t position() override { return file_.position() + held(); }
  sf_count_t seek(sf_count_t offset) override;
  sf_count_t read(void* data, sf_count_t size) override;
  sf_count_t write(const void* data, sf_count_t size) override;

  /// Says that from here on samples follow. `header` takes the place of what was written so far,
  /// when it has the same size.
  void begin_samples(std::vector<std::byte> header);

  /// Hash of all bytes of the file.
  Hash128 digest();

 private:
  [[nodiscard]] sf_count_t held() const { return ogg_ ? static_cast<sf_count_t>(ogg_->held()) : 0; }
  void store(std::span<const std::byte> bytes);
  void keep_header(std::span<const std::byte> bytes);
  [[nodiscard]] bool is_in_header(std::span<const std::byte> bytes) const;

  File& file_;
  sf_count_t size_ = 0;
  Hasher hasher_;
  bool has_samples_ = false;
  bool hash_is_whole_ = true;
  std::vector<std::byte> header_;
  std::optional<OggPages> ogg_;
};

}  // namespace mpietl::io
