#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// A run of consecutive frames of a signal, interleaved, to be changed in place.
struct Slice {
  std::span<float> samples;       ///< whole frames
  std::uint64_t first_frame = 0;  ///< place of samples[0] in the signal
  int channels = 1;

  /// Place of samples[0], counted over channels.
  [[nodiscard]] std::uint64_t first_sample() const {
    return first_frame * static_cast<std::uint64_t>(channels);
  }
};

/// What transforms counted while they worked on an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

}  // namespace mpietl::audio
