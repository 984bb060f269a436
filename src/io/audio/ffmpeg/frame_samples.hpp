#pragma once

#include <cstddef>
#include <span>

#include "io/audio/ffmpeg/libraries.hpp"

namespace mpietl::io {

/// Fills `interleaved` with frames of what was decoded, from the frame `first` on. Integers of n
/// bits are divided by 2^(n-1). Throws Error(format) for a type of sample that is no number.
void copy_samples(const AVFrame& decoded, std::size_t first, std::span<float> interleaved);

}  // namespace mpietl::io
