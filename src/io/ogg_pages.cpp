#include "io/ogg_pages.hpp"

#include <ogg/ogg.h>

namespace mpietl::io {

namespace {

// RFC 3533, section 6: where things are in the header of a page.
constexpr std::size_t serial_at = 14;
constexpr std::size_t segment_count_at = 26;
constexpr std::size_t fixed_header_bytes = 27;

}  // namespace

std::span<const std::byte> OggPages::pass(std::span<const std::byte> bytes) {
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  ready_.clear();
  while (const std::size_t size = page_size()) release_page(size);
  return ready_;
}

std::size_t OggPages::page_size() const {
  if (held_.size() < fixed_header_bytes) return 0;
  const auto segments = std::to_integer<std::size_t>(held_[segment_count_at]);
  std::size_t size = fixed_header_bytes + segments;
  if (held_.size() < size) return 0;
  for (std::size_t i = 0; i < segments; ++i) {
    size += std::to_integer<std::size_t>(held_[fixed_header_bytes + i]);
  }
  return held_.size() < size ? 0 : size;
}

void OggPages::release_page(std::size_t size) {
  for (std::size_t i = 0; i < sizeof serial_; ++i) {
    held_[serial_at + i] = static_cast<std::byte>(serial_ >> (8 * i) & 0xFFU);
  }
  auto* first = reinterpret_cast<unsigned char*>(held_.data());
  const std::size_t header = fixed_header_bytes + first[segment_count_at];
  ogg_page page{first, static_cast<long>(header), first + header, static_cast<long>(size - header)};
  ogg_page_checksum_set(&page);
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(size);
  ready_.insert(ready_.end(), held_.begin(), end);
  held_.erase(held_.begin(), end);
}

}  // namespace mpietl::io
