#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl {

/// Consecutive frames of a signal.
struct FrameRange {
  std::int64_t first = 0;
  std::int64_t count = 0;

  [[nodiscard]] std::int64_t end() const { return first + count; }
  bool operator==(const FrameRange&) const = default;
};

/// Ranges that rise and do not overlap, as a text: of each the frames between it and the one
/// before, and its own, "4410+96000 22050+48000".
std::string to_text(std::span<const FrameRange> ranges);

/// The ranges that to_text() was given. Throws Error(format) for any other text.
std::vector<FrameRange> ranges_from(std::string_view text);

}  // namespace mpietl
