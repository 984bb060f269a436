#include "io/audio/ogg_links.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace mpietl::io {

namespace {

constexpr std::int64_t head_bytes = 27;  // of a page, up to its segment table
constexpr std::string_view capture_pattern = "OggS";

struct Page {
  std::int64_t end = 0;
  bool begins_stream = false;
  bool ends_stream = false;
};

/// The page at `at`; none when there is no complete page.
std::optional<Page> page_at(ByteStream& file, std::int64_t at) {
  std::array<unsigned char, head_bytes + 255> head{};
  file.seek(at);
  const auto size = file.read(head.data(), head.size());
  if (size < head_bytes || std::memcmp(head.data(), "OggS", 4) != 0) return std::nullopt;
  const auto segments = head[head_bytes - 1];
  if (size < head_bytes + segments) return std::nullopt;
  Page page;
  page.end = at + head_bytes + segments;
  for (std::size_t i = 0; i < segments; ++i) page.end += head[head_bytes + i];
  page.begins_stream = (head[5] & 2U) != 0;
  page.ends_stream = (head[5] & 4U) != 0;
  return page.end <= file.size() ? std::optional(page) : std::nullopt;
}

/// Where the next page may begin, at or after `at`; the end of the file when there is none.
std::int64_t next_capture(ByteStream& file, std::int64_t at) {
  constexpr std::size_t piece_bytes = 4096;
  std::array<char, piece_bytes> bytes{};
  while (at < file.size()) {
    file.seek(at);
    const auto size = static_cast<std::size_t>(file.read(bytes.data(), bytes.size()));
    if (size < capture_pattern.size()) break;
    const auto found = std::string_view(bytes.data(), size).find(capture_pattern);
    if (found != std::string_view::npos) return at + static_cast<std::int64_t>(found);
    at += static_cast<std::int64_t>(size - capture_pattern.size() + 1);
  }
  return file.size();
}

}  // namespace

OggLinks ogg_links(ByteStream& file, std::int64_t start) {
  OggLinks found;
  bool was_beginning = false;
  for (std::int64_t at = start; at < file.size();) {
    const auto page = page_at(file, at);
    if (!page) {
      found.is_whole = false;
      at = next_capture(file, at + 1);
      continue;
    }
    // Multiplexed streams all begin with a page before any other page.
    if (found.links.empty() || (page->begins_stream && !was_beginning)) {
      found.links.push_back({.begin = at});
    }
    was_beginning = page->begins_stream;
    found.is_whole = page->ends_stream;
    found.links.back().end = page->end;
    at = page->end;
  }
  if (!found.links.empty()) found.links.back().end = file.size();
  return found;
}

}  // namespace mpietl::io
