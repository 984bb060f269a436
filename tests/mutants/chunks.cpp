#include "mutants/chunks.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace mpietl::test {

namespace {

struct Layout {
  std::string_view magic;
  std::size_t first;  // chunk
  std::size_t header_bytes;
  std::size_t size_at;  // in the header
  std::size_t size_width;
  bool is_big_endian;
  bool counts_header;
  std::size_t alignment;
};

constexpr std::array layouts{
    Layout{"RIFF", 12, 8, 4, 4, false, false, 2},  Layout{"RF64", 12, 8, 4, 4, false, false, 2},
    Layout{"RIFX", 12, 8, 4, 4, true, false, 2},   Layout{"FORM", 12, 8, 4, 4, true, false, 2},
    Layout{"riff", 40, 24, 16, 8, false, true, 8}, Layout{"caff", 8, 12, 4, 8, true, false, 1},
    Layout{"fLaC", 4, 4, 1, 3, true, false, 1},
};

// RFC 3533, section 6.
constexpr std::size_t page_header_bytes = 27;
constexpr std::size_t page_checksum_at = 22;

std::uint8_t byte_at(const std::string& bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::uint64_t number_at(const std::string& bytes, std::size_t at, const Layout& layout) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < layout.size_width; ++i) {
    const std::size_t place = layout.is_big_endian ? i : layout.size_width - 1 - i;
    value = value << 8U | byte_at(bytes, at + place);
  }
  return value;
}

std::vector<Chunk> walk(const std::string& bytes, const Layout& layout) {
  std::vector<Chunk> chunks;
  std::size_t at = layout.first;
  while (at + layout.header_bytes <= bytes.size()) {
    const std::uint64_t told = number_at(bytes, at + layout.size_at, layout);
    const std::size_t content = at + layout.header_bytes;
    const std::size_t rest = bytes.size() - content;
    const std::uint64_t without =
        layout.counts_header && told >= layout.header_bytes ? told - layout.header_bytes : told;
    std::size_t length = without < rest ? static_cast<std::size_t>(without) : rest;
    length = std::min(rest, (length + layout.alignment - 1) / layout.alignment * layout.alignment);
    chunks.push_back({at, content + length, at + layout.size_at, layout.size_width, content});
    at = content + length;
  }
  return chunks;
}

std::vector<Chunk> ogg_pages(const std::string& bytes) {
  std::vector<Chunk> pages;
  std::size_t at = 0;
  while (at + page_header_bytes <= bytes.size() && bytes.compare(at, 4, "OggS") == 0) {
    const std::size_t segments = byte_at(bytes, at + page_header_bytes - 1);
    const std::size_t content = at + page_header_bytes + segments;
    if (content > bytes.size()) break;
    std::size_t end = content;
    for (std::size_t i = at + page_header_bytes; i < content; ++i) end += byte_at(bytes, i);
    end = std::min(end, bytes.size());
    pages.push_back({at, end, at + page_header_bytes - 1, 1, content});
    at = end;
  }
  return pages;
}

std::vector<Chunk> pieces(const std::string& bytes) {
  constexpr std::size_t length = 64;
  std::vector<Chunk> chunks;
  for (std::size_t at = 0; at < bytes.size(); at += length) {
    chunks.push_back({at, std::min(at + length, bytes.size()), at, 0, at});
  }
  return chunks;
}

std::uint32_t ogg_checksum(std::string_view page) {
  std::uint32_t sum = 0;
  for (const char c : page) {
    sum ^= std::uint32_t{static_cast<std::uint8_t>(c)} << 24U;
    for (int bit = 0; bit < 8; ++bit) {
      sum = (sum & 0x80000000U) != 0 ? sum << 1U ^ 0x04C11DB7U : sum << 1U;
    }
  }
  return sum;
}

}  // namespace

std::vector<Chunk> chunks_of(const std::string& bytes) {
  std::vector<Chunk> chunks;
  if (bytes.starts_with("OggS")) chunks = ogg_pages(bytes);
  for (const auto& layout : layouts) {
    if (bytes.starts_with(layout.magic)) chunks = walk(bytes, layout);
  }
  return chunks.empty() ? pieces(bytes) : chunks;
}

void seal_ogg_pages(std::string& bytes) {
  if (!bytes.starts_with("OggS")) return;
  for (const auto& page : ogg_pages(bytes)) {
    const auto checksum =
        bytes.begin() + static_cast<std::ptrdiff_t>(page.begin + page_checksum_at);
    std::fill_n(checksum, 4, '\0');
    const auto sum =
        ogg_checksum(std::string_view(bytes).substr(page.begin, page.end - page.begin));
    for (unsigned i = 0; i < 4; ++i) checksum[i] = static_cast<char>(sum >> 8 * i & 0xFFU);
  }
}

}  // namespace mpietl::test
