#include "io/audio/vorbis_comments.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "io/audio/header_bytes.hpp"
#include "io/audio/ogg_pages.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

constexpr std::size_t number_bytes = 4;

/// Reads numbers and texts from the front of bytes.
class Cursor {
 public:
  explicit Cursor(std::span<const std::byte> bytes) : rest_(bytes) {}

  std::optional<std::uint32_t> number() {
    if (rest_.size() < number_bytes) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = number_bytes; i-- > 0;) {
      value = value << 8U | std::to_integer<std::uint32_t>(rest_[i]);
    }
    rest_ = rest_.subspan(number_bytes);
    return value;
  }

  std::optional<std::string> text() {
    const auto size = number();
    if (!size || *size > rest_.size()) return std::nullopt;
    std::string taken(reinterpret_cast<const char*>(rest_.data()), *size);
    rest_ = rest_.subspan(*size);
    return taken;
  }

 private:
  std::span<const std::byte> rest_;
};

void put_text(std::vector<std::byte>& bytes, const std::string& text) {
  const auto size = stored(text.size(), number_bytes, false);
  bytes.insert(bytes.end(), size.begin(), size.end());
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  bytes.insert(bytes.end(), first, first + text.size());
}

FoundComments comments_of_flac(HeaderBytes& header) {
  constexpr int max_blocks = 1000;
  FoundComments found;
  std::int64_t at = 4;
  for (int i = 0; i < max_blocks && at < header.file_size(); ++i) {
    const auto head = header.number(at, 4, true);
    const auto size = static_cast<std::int64_t>(head & 0xFFFFFFU);
    at += 4;
    // Types of blocks: RFC 9639, section 8.1.
    const auto kind = head >> 24U & 0x7FU;
    if (kind == 2) found.not_read.emplace_back("application data");
    if (kind == 5) found.not_read.emplace_back("cue sheet");
    if (kind == 6) found.not_read.emplace_back("picture");
    if (kind == 4) {
      const auto there = std::clamp<std::int64_t>(header.file_size() - at, 0, size);
      auto block = parse_comments(header.bytes(at, there));
      if (block) found.comments = std::move(block->comments);
    }
    if (head >> 31U != 0) break;
    at += size;
  }
  return found;
}

FoundComments comments_of_ogg(HeaderBytes& header) {
  constexpr std::int64_t first_bytes = std::int64_t{16} * 1024;
  constexpr std::int64_t max_bytes = std::int64_t{16} * 1024 * 1024;
  for (std::int64_t size = first_bytes; size <= max_bytes; size *= 4) {
    const auto there = std::min(size, header.file_size());
    auto pages = header.bytes(0, there);
    if (const auto pieces = packet_in(pages, 1)) {
      auto packet = joined(*pieces);
      auto block = parse_comments(comments_of_packet(packet));
      return {block ? std::move(block->comments) : std::vector<std::string>(), {}};
    }
    if (there < size) return {};
  }
  return {{}, {"comments of more than 16 MiB"}};
}

}  // namespace

std::optional<CommentBlock> parse_comments(std::span<const std::byte> bytes) {
  Cursor cursor(bytes);
  CommentBlock block;
  auto vendor = cursor.text();
  const auto count = cursor.number();
  if (!vendor || !count) return std::nullopt;
  block.vendor = std::move(*vendor);
  for (std::uint32_t i = 0; i < *count; ++i) {
    auto comment = cursor.text();
    if (!comment) return std::nullopt;
    block.comments.push_back(std::move(*comment));
  }
  return block;
}

std::vector<std::byte> bytes_of(const CommentBlock& block) {
  std::vector<std::byte> bytes;
  put_text(bytes, block.vendor);
  const auto count = stored(block.comments.size(), number_bytes, false);
  bytes.insert(bytes.end(), count.begin(), count.end());
  for (const auto& comment : block.comments) put_text(bytes, comment);
  return bytes;
}

FoundComments read_comments(ByteStream& stream) {
  const auto position = stream.position();
  HeaderBytes header(stream);
  const auto name = header.text(0, 4);
  FoundComments found;
  if (name == "fLaC") found = comments_of_flac(header);
  if (name == "OggS") found = comments_of_ogg(header);
  stream.seek(position);
  return found;
}

std::span<std::byte> comments_of_packet(std::span<std::byte> packet) {
  const std::string_view text(reinterpret_cast<const char*>(packet.data()), packet.size());
  for (const std::string_view name : {"\x03vorbis", "OpusTags"}) {
    if (text.starts_with(name)) return packet.subspan(name.size());
  }
  // A FLAC block, with its size.
  constexpr char comments_of_flac = 4;
  const bool is_flac = text.size() > 4 && (text[0] & 0x7F) == comments_of_flac;
  return is_flac ? packet.subspan(4) : std::span<std::byte>();
}

std::size_t stored_bytes(const std::string& comment) { return number_bytes + comment.size(); }

void swap_comments(std::span<std::byte> bytes, const CommentSwap& swap) {
  auto block = parse_comments(bytes);
  const auto fail = [] {
    throw Error(Reason::internal, "the comments differ from those that libsndfile writes");
  };
  if (!block) return fail();
  const auto before = bytes_of(*block).size();
  auto& comments = block->comments;
  const auto found = std::ranges::find_if(
      comments, [&](const std::string& each) { return each.ends_with("=" + swap.written); });
  if (found == comments.end()) return fail();
  if (swap.text.empty()) {
    comments.erase(found);
  } else {
    found->resize(found->size() - swap.written.size());
    *found += swap.text;
  }
  comments.insert(comments.end(), swap.comments.begin(), swap.comments.end());
  const auto after = bytes_of(*block);
  if (after.size() != before) return fail();
  std::ranges::copy(after, bytes.begin());
}

}  // namespace mpietl::io
