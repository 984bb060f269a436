#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// A run of consecutive interleaved samples of a file, to be changed in place.
struct Slice {
  std::span<float> samples;
  std::uint64_t first_sample = 0;  ///< position of samples[0] in the file, counted over channels
};

/// What transforms counted while they worked on an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

}  // namespace mpietl::audio
