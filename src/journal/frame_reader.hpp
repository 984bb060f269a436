#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "journal/frame.hpp"

namespace mpietl::journal {

/// A frame whose checksum is right; its payload stays until the next is read.
struct Frame {
  Kind kind{};
  std::span<const std::byte> payload;
};

/// Reads the frames of a file one by one, and goes on behind damage. Memory is bounded by the
/// largest frame.
class FrameReader {
 public:
  /// Of an open file, from its start; `path` is for messages.
  FrameReader(int descriptor, std::string path);

  /// The next frame; false at the end. Throws Error where the system cannot read.
  bool next(Frame& frame);

  /// Places that were skipped. A frame that the end of the file cuts is none.
  [[nodiscard]] std::int64_t damaged() const { return damaged_; }

  /// Whether any frame was read.
  [[nodiscard]] bool has_frames() const { return has_frames_; }

 private:
  enum class Look { whole, cut, damaged };

  Look look(FrameHead& head);
  bool take(const FrameHead& head, Frame& frame);
  bool skip_to_marker();
  bool fill(std::size_t bytes);
  [[nodiscard]] std::span<const std::byte> rest() const { return std::span(buffer_).subspan(at_); }

  int descriptor_;
  std::string path_;
  Bytes buffer_;
  std::size_t at_ = 0;  ///< of the next frame, in the buffer
  bool is_at_end_ = false;
  bool has_frames_ = false;
  std::int64_t damaged_ = 0;
  std::uint64_t wasted_bytes_ = 0;
};

}  // namespace mpietl::journal
