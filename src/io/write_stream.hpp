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

/// The bytes of a file that is being written, hashed on their way. A header that is written again
/// with other content spoils the running hash; then digest() reads the file once more.
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

  /// Hash of all bytes of the file.
  Hash128 digest();

 private:
  [[nodiscard]] sf_count_t held() const { return ogg_ ? static_cast<sf_count_t>(ogg_->held()) : 0; }
  void store(std::span<const std::byte> bytes);
  void append(const void* data, std::size_t size);
  [[nodiscard]] bool is_in_head(const void* data, std::size_t size) const;

  File& file_;
  sf_count_t size_ = 0;
  Hasher hasher_;
  bool hash_is_whole_ = true;
  std::vector<std::byte> head_;
  std::optional<OggPages> ogg_;
};

}  // namespace mpietl::io
