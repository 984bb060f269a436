#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/audio/vorbis_comments.hpp"

namespace mpietl::io {

/// The pieces of packet `index` of the first stream of Vorbis, Opus or FLAC that begins in these
/// pages (RFC 3533); none when it does not end in them.
std::optional<std::vector<std::span<std::byte>>> packet_in(std::span<std::byte> pages,
                                                           std::size_t index);

/// The bytes of the pieces, one behind the other.
std::vector<std::byte> joined(const std::vector<std::span<std::byte>>& pieces);

/// Replaces the serial number in the pages of an Ogg stream, which libsndfile makes of the time of
/// day, so that equal samples become equal bytes; and adds comments that libsndfile
/// has no call for.
class OggPages {
 public:
  explicit OggPages(std::uint32_t serial) : serial_(serial) {}

  /// Adds these comments to the stream. Before its first page.
  void put(CommentSwap swap) { swap_ = std::move(swap); }

  /// Takes bytes of the stream and returns the whole pages that are ready, valid until the next
  /// call; what does not make a page yet is held.
  std::span<const std::byte> pass(std::span<const std::byte> bytes);

  /// Bytes that are held.
  [[nodiscard]] std::size_t held() const { return held_.size(); }

 private:
  /// Returns whether the comments are all there.
  bool put_comments();
  void release_page(std::size_t size);

  std::uint32_t serial_;
  CommentSwap swap_;
  std::vector<std::byte> held_;
  std::vector<std::byte> ready_;
};

}  // namespace mpietl::io
