#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// Limits samples to [low, high] in place and returns how many were changed. NaN stays NaN.
std::int64_t clip(std::span<float> samples, float low, float high);

}  // namespace mpietl::audio
