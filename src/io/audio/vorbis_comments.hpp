#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Comments as FLAC, Vorbis and Opus keep them (Vorbis I, section 5; RFC 9639, 8.6; RFC 7845, 5.2).
struct CommentBlock {
  std::string vendor;
  std::vector<std::string> comments;  ///< "NAME=text"
};

/// The comments at the start of `bytes`; none when they do not end there.
std::optional<CommentBlock> parse_comments(std::span<const std::byte> bytes);

/// The bytes of a block.
std::vector<std::byte> bytes_of(const CommentBlock& block);

/// The comments of a file.
struct FoundComments {
  std::vector<std::string> comments;
  std::vector<std::string> not_read;  ///< other blocks beside them: "picture"
};

/// The comments of a FLAC or Ogg file that `stream` shows; its position stays.
FoundComments read_comments(ByteStream& stream);

/// The comments of an Ogg packet, behind the name of its kind; empty when it holds none.
std::span<std::byte> comments_of_packet(std::span<std::byte> packet);

/// Comments that libsndfile has no call for. It is given a text that is longer by just their size.
/// On the way to the file, the comments replace what is too long; so nothing else of the file
/// moves.
struct CommentSwap {
  std::string written;  ///< the text that libsndfile writes
  std::string text;     ///< what remains of it; empty: nothing, its comment is removed
  std::vector<std::string> comments;  ///< to be put at the end

  [[nodiscard]] bool empty() const { return comments.empty(); }
};

/// Bytes that a comment takes in a block.
std::size_t stored_bytes(const std::string& comment);

/// Makes the swap in the comments that stand at the start of `bytes`. Throws Error(internal) when
/// they are not as libsndfile writes them.
void swap_comments(std::span<std::byte> bytes, const CommentSwap& swap);

}  // namespace mpietl::io
