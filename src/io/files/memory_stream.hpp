#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Bytes in memory. Several streams may share them to read; then none may write.
class MemoryStream final : public ByteStream {
 public:
  using Bytes = std::vector<std::byte>;

  explicit MemoryStream(std::shared_ptr<Bytes> bytes) : bytes_(std::move(bytes)) {}

  std::int64_t size() override { return static_cast<std::int64_t>(bytes_->size()); }
  std::int64_t seek(std::int64_t offset) override { return position_ = offset; }
  std::int64_t position() override { return position_; }
  std::int64_t read(void* data, std::int64_t size) override;
  std::int64_t write(const void* data, std::int64_t size) override;

 private:
  std::shared_ptr<Bytes> bytes_;
  std::int64_t position_ = 0;
};

}  // namespace mpietl::io
