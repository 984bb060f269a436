#include "io/audio/skip_frames.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace mpietl::io {

std::int64_t skip_frames(AudioSource& source, std::int64_t frames) {
  constexpr std::int64_t max_frames = 4096;  // per call
  const auto channels = static_cast<std::size_t>(source.info().signal.channels);
  std::vector<float> dropped(static_cast<std::size_t>(std::min(frames, max_frames)) * channels);
  for (std::int64_t left = frames; left > 0;) {
    const auto now = static_cast<std::size_t>(std::min(left, max_frames));
    const auto got = source.read(std::span(dropped).first(now * channels));
    if (got == 0) return frames - left;
    left -= static_cast<std::int64_t>(got);
  }
  return frames;
}

}  // namespace mpietl::io
