#include "mpietl/core/frame_ranges.hpp"

#include <charconv>
#include <limits>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl {

namespace {

Error no_ranges() { return {Reason::format, "the segments of a file are damaged"}; }

std::int64_t frames_from(std::string_view text) {
  std::int64_t frames = 0;
  const auto* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, frames);
  if (error != std::errc() || last != end || frames < 0) throw no_ranges();
  return frames;
}

/// Throws where the sum is too large for a signal.
std::int64_t sum(std::int64_t a, std::int64_t b) {
  if (b > std::numeric_limits<std::int64_t>::max() - a) throw no_ranges();
  return a + b;
}

}  // namespace

std::string to_text(std::span<const FrameRange> ranges) {
  std::string text;
  std::int64_t end = 0;
  for (const auto& range : ranges) {
    if (!text.empty()) text += ' ';
    text += std::to_string(range.first - end) + '+' + std::to_string(range.count);
    end = range.end();
  }
  return text;
}

std::vector<FrameRange> ranges_from(std::string_view text) {
  std::vector<FrameRange> ranges;
  if (text.empty()) return ranges;
  std::int64_t end = 0;
  for (const auto part : split(text, ' ')) {
    const auto plus = part.find('+');
    if (plus == std::string_view::npos) throw no_ranges();
    const auto first = sum(end, frames_from(part.substr(0, plus)));
    const auto count = frames_from(part.substr(plus + 1));
    end = sum(first, count);
    ranges.push_back({first, count});
  }
  return ranges;
}

}  // namespace mpietl
