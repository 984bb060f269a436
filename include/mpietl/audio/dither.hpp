#pragma once

#include <cstdint>
#include <span>

#include "mpietl/audio/random.hpp"

namespace mpietl::audio {

/// What is added to samples before they become integers.
enum class Dither : std::uint8_t { none, tpdf };

/// Adds triangular dither for integers of `bits` (2 to 24) bits to samples that begin at position
/// `first_sample` of their file, counted over channels. The bits depend on id, position and sample
/// only. What is lost by rounding then has a mean of 0 and a variance of 3/12 of a squared step,
/// whatever the signal (Lipshitz, Wannamaker and Vanderkooy, "Quantization and dither: a
/// theoretical survey", JAES 40, 1992).
///
/// Position p has word p % 4 of the block of ARS4x32-7 with the counter {p / 4 (64 bits), 0, 2}
/// under the key id. (Low 16 bits - high 16 bits) / 2^16 steps of 2^(1 - bits) are added, rounded
/// once, in single precision.
void add_tpdf_dither(std::span<float> samples, std::uint64_t first_sample, const StreamId& id,
                     int bits);

}  // namespace mpietl::audio
