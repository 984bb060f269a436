#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Comments in FLAC, Vorbis and Opus (Vorbis I, section 5; RFC 9639, 8.6; RFC 7845, 5.2).
struct CommentBlock {
  std::string vendor;
  std::vector<std::string> comments;  ///< "NAME=text"
};

/// Parses the comments at the start of `bytes`; none when they are incomplete.
std::optional<CommentBlock> parse_comments(std::span<const std::byte> bytes);

/// The bytes of a block.
std::vector<std::byte> bytes_of(const CommentBlock& block);

/// The comments of a file.
struct FoundComments {
  std::vector<std::string> comments;
  std::vector<std::string> not_read;  ///< names of other blocks: "picture"
};

/// The comments of the FLAC or Ogg file in `stream`, whose position stays.
FoundComments read_comments(ByteStream& stream);

/// The comments in an Ogg packet, after the name of its type; empty when it has none.
std::span<std::byte> comments_of_packet(std::span<std::byte> packet);

/// Adds comments that libsndfile cannot write. libsndfile writes a text that is longer by exactly
/// their size, and on the way to the file the comments replace the surplus; so nothing else in the
/// file moves.
struct CommentSwap {
  std::string written;                ///< the text that libsndfile writes
  std::string text;                   ///< the part that remains; empty: its comment is removed
  std::vector<std::string> comments;  ///< to append

  [[nodiscard]] bool empty() const { return comments.empty(); }
};

/// Size of a comment in a block.
std::size_t stored_bytes(const std::string& comment);

/// Applies `swap` to the comments at the start of `bytes`. Throws Error(internal) when they differ
/// from those that libsndfile writes.
void swap_comments(std::span<std::byte> bytes, const CommentSwap& swap);

}  // namespace mpietl::io
