#pragma once

#include <cstdint>
#include <span>

#include "mpietl/audio/random.hpp"

// Noise that is added to each sample.
namespace mpietl::audio {

/// Adds Gaussian noise of mean 0 and deviation `stddev` to samples that begin at position
/// `first_sample` of their file. The bits depend only on stream, position and sample, not on how a
/// file is divided, nor on the vector instructions in use.
///
/// Position p is sample p % 64 of group p / 64. A group uses the 64 words of 16 successive blocks
/// of ARS4x32-7: those of the counters {16 * group + 0 to 15, place} (64 bits each) under the key
/// id. By Box and Muller (1958), words k and k + 16 (k from 0 to 15 and from 32 to 47) become
/// samples k and k + 16:
///     u = (low 31 bits of word k + 0.5) / 2^31,
///     angle = pi / 4 * (low 31 bits of word k + 16, as a signed number) / 2^30,
///     x = sqrt(-2 ln u) cos angle, negated if the top bit of word k is set,
///     y = sqrt(-2 ln u) sin angle,
/// and x and y are exchanged if the top bit of word k + 16 is set. The sine is Moshier's sinf
/// (Cephes library), the cosine sqrt(1 - sine^2), the logarithm a polynomial of eight terms; all in
/// single precision, without fused operations. No sample is beyond 6.67 deviations.
///
/// tests/quality/noise.py on 2 * 10^8 samples: mean 0.00003, variance 1.0002, third and fourth
/// moment 0.0001 and 3.0015; Kolmogorov-Smirnov p = 0.56, Anderson-Darling p = 0.43; beyond 3, 4, 5
/// and 5.5 deviations 540458, 12735, 134 and 9 samples (expected 539959, 12668, 115 and 7.6). The
/// smallest of 42 p-values is 0.012; they include correlations of samples and of their squares
/// among neighbours (distance 1 to 65536), channels, files, seeds and places in the chain.
void add_gaussian(std::span<float> samples, std::uint64_t first_sample, const Stream& stream,
                  float stddev);

/// The noise that is added to samples before they are rounded to integers.
enum class Dither : std::uint8_t { none, tpdf };

/// Adds triangular dither for integers of `bits` (2 to 24) bits to samples that begin at position
/// `first_sample` of their file, counted over channels. The bits depend only on id, position and
/// sample. The total error then has a mean of 0 and a variance of 3/12 of a squared step, whatever
/// the signal (Lipshitz, Wannamaker and Vanderkooy, "Quantization and dither: a theoretical
/// survey", JAES 40, 1992).
///
/// Position p uses word p % 4 of the block of ARS4x32-7 with the counter {p / 4 (64 bits), 0, 2}
/// under the key id. (Low 16 bits - high 16 bits) / 2^16 steps of 2^(1 - bits) are added, rounded
/// once, in single precision.
void add_tpdf_dither(std::span<float> samples, std::uint64_t first_sample, const StreamId& id,
                     int bits);

}  // namespace mpietl::audio
