#include "io/audio/header_bytes.hpp"

#include <algorithm>

namespace mpietl::io {

std::vector<std::byte> HeaderBytes::bytes(std::int64_t at, std::int64_t count) {
  std::vector<std::byte> found(static_cast<std::size_t>(count));
  if (at < 0 || at >= size_) return found;
  file_.seek(at);
  file_.read(found.data(), count);
  return found;
}

std::string HeaderBytes::text(std::int64_t at, std::size_t length) {
  const auto found = bytes(at, static_cast<std::int64_t>(length));
  return {reinterpret_cast<const char*>(found.data()), found.size()};
}

std::uint64_t HeaderBytes::number(std::int64_t at, std::size_t length, bool is_big_endian) {
  auto found = bytes(at, static_cast<std::int64_t>(length));
  if (!is_big_endian) std::ranges::reverse(found);
  std::uint64_t value = 0;
  for (const auto byte : found) value = value << 8U | std::to_integer<std::uint64_t>(byte);
  return value;
}

std::vector<std::byte> stored(std::uint64_t value, std::size_t length, bool is_big_endian) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < length; ++i) {
    bytes.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFFU));
  }
  if (is_big_endian) std::ranges::reverse(bytes);
  return bytes;
}

std::int64_t synchsafe(std::uint64_t stored) {
  return static_cast<std::int64_t>((stored & 0x7FU) | (stored >> 1U & 0x3F80U) |
                                   (stored >> 2U & 0x1FC000U) | (stored >> 3U & 0xFE00000U));
}

}  // namespace mpietl::io
