#pragma once

#include <cstddef>
#include <span>

#include "io/audio/ffmpeg/libraries.hpp"

namespace mpietl::io {

/// Fills `interleaved` with decoded frames, starting with the frame `first`. Integers of n bits are
/// divided by 2^(n-1). Throws Error(format) for an unknown type of sample.
void copy_samples(const AVFrame& decoded, std::size_t first, std::span<float> interleaved);

}  // namespace mpietl::io
