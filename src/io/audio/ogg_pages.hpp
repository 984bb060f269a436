#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/audio/vorbis_comments.hpp"

namespace mpietl::io {

/// The pieces of packet `index` of the first stream of Vorbis, Opus or FLAC that begins in these
/// pages (RFC 3533); none when the packet is incomplete.
std::optional<std::vector<std::span<std::byte>>> packet_in(std::span<std::byte> pages,
                                                           std::size_t index);

/// The bytes of the pieces, concatenated.
std::vector<std::byte> joined(const std::vector<std::span<std::byte>>& pieces);

/// Replaces the serial number in the pages of an Ogg stream, so that equal samples give equal
/// bytes: libsndfile derives it from the time of day. Also adds comments that libsndfile cannot
/// write.
class OggPages {
 public:
  explicit OggPages(std::uint32_t serial) : serial_(serial) {}

  /// Adds these comments to the stream. Call it before the first page.
  void put(CommentSwap swap) { swap_ = std::move(swap); }

  /// Takes bytes of the stream and returns the complete pages, valid until the next call; keeps an
  /// incomplete page back.
  std::span<const std::byte> pass(std::span<const std::byte> bytes);

  /// Bytes kept back.
  [[nodiscard]] std::size_t held() const { return held_.size(); }

 private:
  /// Returns whether the comments are complete.
  bool put_comments();
  void release_page(std::size_t size);

  std::uint32_t serial_;
  CommentSwap swap_;
  std::vector<std::byte> held_;
  std::vector<std::byte> ready_;
};

}  // namespace mpietl::io
