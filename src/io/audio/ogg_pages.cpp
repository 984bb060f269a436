#include "io/audio/ogg_pages.hpp"

#include <ogg/ogg.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace mpietl::io {

namespace {

// Offsets in the header of a page: RFC 3533, section 6.
constexpr std::size_t flags_at = 5;
constexpr std::size_t serial_at = 14;
constexpr std::size_t segment_count_at = 26;
constexpr std::size_t fixed_header_bytes = 27;
constexpr unsigned begins_stream = 2;

/// Size of the header of the page at the start of `bytes`; 0 when it is incomplete.
std::size_t header_size(std::span<const std::byte> bytes) {
  if (bytes.size() < fixed_header_bytes) return 0;
  const auto size = fixed_header_bytes + std::to_integer<std::size_t>(bytes[segment_count_at]);
  return bytes.size() < size ? 0 : size;
}

/// Size of the page at the start of `bytes`; 0 when it is incomplete.
std::size_t page_size(std::span<const std::byte> bytes) {
  const std::size_t header = header_size(bytes);
  if (header == 0) return 0;
  std::size_t size = header;
  for (const auto segment : bytes.subspan(fixed_header_bytes, header - fixed_header_bytes)) {
    size += std::to_integer<std::size_t>(segment);
  }
  return bytes.size() < size ? 0 : size;
}

bool begins_audio(std::span<const std::byte> page) {
  if ((std::to_integer<unsigned>(page[flags_at]) & begins_stream) == 0) return false;
  const auto body = page.subspan(header_size(page));
  const std::string_view text(reinterpret_cast<const char*>(body.data()), body.size());
  return text.starts_with("\x01vorbis") || text.starts_with("OpusHead") ||
         text.starts_with(
             "\x7F"
             "FLAC");
}

}  // namespace

std::optional<std::vector<std::span<std::byte>>> packet_in(std::span<std::byte> pages,
                                                           std::size_t index) {
  constexpr std::size_t longest_segment = 255;
  std::optional<std::array<std::byte, 4>> stream;
  std::vector<std::span<std::byte>> pieces;
  while (const std::size_t size = page_size(pages)) {
    const auto page = pages.first(size);
    pages = pages.subspan(size);
    std::array<std::byte, 4> serial{};
    std::ranges::copy(page.subspan(serial_at, serial.size()), serial.begin());
    if (!stream && begins_audio(page)) stream = serial;
    if (serial != stream) continue;
    std::size_t at = header_size(page);
    for (const auto segment : page.subspan(fixed_header_bytes, at - fixed_header_bytes)) {
      const auto length = std::to_integer<std::size_t>(segment);
      if (index == 0) pieces.push_back(page.subspan(at, length));
      at += length;
      if (length == longest_segment) continue;
      if (index == 0) return pieces;
      --index;
    }
  }
  return std::nullopt;
}

std::vector<std::byte> joined(const std::vector<std::span<std::byte>>& pieces) {
  std::vector<std::byte> all;
  for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

std::span<const std::byte> OggPages::pass(std::span<const std::byte> bytes) {
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  ready_.clear();
  if (!swap_.empty() && !put_comments()) return ready_;
  while (const std::size_t size = page_size(held_)) release_page(size);
  return ready_;
}

bool OggPages::put_comments() {
  const auto pieces = packet_in(held_, 1);
  if (!pieces) return false;
  auto packet = joined(*pieces);
  swap_comments(comments_of_packet(packet), swap_);
  auto next = packet.begin();
  for (const auto piece : *pieces) {
    std::copy_n(next, piece.size(), piece.begin());
    next += static_cast<std::ptrdiff_t>(piece.size());
  }
  swap_ = {};
  return true;
}

void OggPages::release_page(std::size_t size) {
  for (std::size_t i = 0; i < sizeof serial_; ++i) {
    held_[serial_at + i] = static_cast<std::byte>(serial_ >> (8 * i) & 0xFFU);
  }
  auto* first = reinterpret_cast<unsigned char*>(held_.data());
  const std::size_t header = header_size(held_);
  ogg_page page{first, static_cast<long>(header), first + header, static_cast<long>(size - header)};
  ogg_page_checksum_set(&page);
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(size);
  ready_.insert(ready_.end(), held_.begin(), end);
  held_.erase(held_.begin(), end);
}

}  // namespace mpietl::io
