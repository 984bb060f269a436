#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Numbers and names at places of a file; bytes beyond its end read as zeros.
class HeaderBytes {
 public:
  explicit HeaderBytes(ByteStream& file) : file_(file), size_(file.size()) {}

  [[nodiscard]] std::int64_t file_size() const { return size_; }
  [[nodiscard]] std::vector<std::byte> bytes(std::int64_t at, std::int64_t count);
  [[nodiscard]] std::string text(std::int64_t at, std::size_t length);
  [[nodiscard]] std::uint64_t number(std::int64_t at, std::size_t length, bool is_big_endian);

 private:
  ByteStream& file_;
  std::int64_t size_;
};

/// `value` in `length` bytes.
std::vector<std::byte> stored(std::uint64_t value, std::size_t length, bool is_big_endian);

/// Decodes four bytes with seven bits each, as in ID3v2 (section 6.2).
std::int64_t synchsafe(std::uint64_t stored);

}  // namespace mpietl::io
