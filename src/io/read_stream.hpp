#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include "io/sndfile_bridge.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl::io {

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

}  // namespace mpietl::io
