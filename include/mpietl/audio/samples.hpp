#pragma once

#include <cstdint>
#include <span>

// Arithmetic on samples. All instruction sets give the same bits.
namespace mpietl::audio {

/// Limits samples to [low, high] in place and returns how many were changed. NaN stays NaN.
std::int64_t clip(std::span<float> samples, float low, float high);

/// Multiplies samples by `factor` in place, in double precision, each rounded once.
void scale(std::span<float> samples, double factor);

/// Converts samples of full scale 1 to 16-bit integers: times 2^15, rounded half to even,
/// saturated; NaN becomes 0. `out` is as long as `samples`. Returns how many samples were out of
/// range.
std::int64_t quantise(std::span<const float> samples, std::span<std::int16_t> out);

/// The same for integers with `bits` (2 to 32) valid bits, which are the high bits of each `out`.
std::int64_t quantise(std::span<const float> samples, int bits, std::span<std::int32_t> out);

/// Divides 16-bit integers by 2^15, in place. The last half of the memory of `samples` has as many
/// integers as there are samples.
void dequantise(std::span<float> samples);

}  // namespace mpietl::audio
