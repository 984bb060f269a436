#pragma once

#include <cstddef>
#include <vector>

#include "io/sndfile_bridge.hpp"
#include "mpietl/io/file.hpp"
#include "mpietl/io/hash.hpp"

namespace mpietl::io {

/// The bytes of a file that is being written, hashed on their way. A header that is written again
/// with other content spoils the running hash; then digest() reads the file once more.
class WriteStream final : public ByteStream {
 public:
  explicit WriteStream(File& file) : file_(file) {}

  sf_count_t size() override { return size_; }
  sf_count_t position() override { return file_.position(); }
  sf_count_t seek(sf_count_t offset) override;
  sf_count_t read(void* data, sf_count_t size) override;
  sf_count_t write(const void* data, sf_count_t size) override;

  /// Hash of all bytes of the file.
  Hash128 digest();

 private:
  void append(const void* data, std::size_t size);
  [[nodiscard]] bool is_in_head(const void* data, std::size_t size) const;

  File& file_;
  sf_count_t size_ = 0;
  Hasher hasher_;
  bool hash_is_whole_ = true;
  std::vector<std::byte> head_;
};

}  // namespace mpietl::io
