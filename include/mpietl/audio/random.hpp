#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace mpietl::audio {

/// What makes an item's random numbers its own: 128 bits that depend on seed and identity.
struct StreamId {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// The random numbers of one transform on one item; any of them is reached by position alone.
struct Stream {
  StreamId id;
  std::uint32_t place = 0;  ///< of the transform in its chain
};

/// ARS4x32-7, a counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3", SC'11: four 32-bit words from a counter and a key, by seven rounds of AES
/// (FIPS 197) with a simpler key schedule. Its authors found no flaw from five rounds on.
///
/// Chosen by measurement. Nanoseconds a sample of noise, one core of an AMD EPYC (Zen 4):
///                   AVX-512 with VAES    AVX2    SSE4    no AES instructions
///     ARS4x32-7           0.58           1.3     2.3     14
///     Philox4x32-7        1.0            1.6     2.2     2.3
///     Philox4x32-10       1.1            1.9     3.1     2.8
/// SmallCrush and Crush of TestU01 1.2.3 on the words of consecutive counters: of 15 and 144
/// p-values one left [0.001, 0.999] (4.7e-4; ten more of its test, with other keys, were 0.07 to
/// 0.70); tests/quality/crush.cpp.
std::array<std::uint32_t, 4> ars4x32_7(std::array<std::uint32_t, 4> counter,
                                       std::array<std::uint32_t, 4> key);

/// The same with ten rounds, for which its authors published known answers.
std::array<std::uint32_t, 4> ars4x32_10(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 4> key);

/// Adds Gaussian noise of mean 0 and deviation `stddev` to samples that begin at position
/// `first_sample` of their file. The bits depend on stream, position and sample only: not on how a
/// file is cut into slices, nor on the vector instructions in use.
///
/// Position p is sample p % 64 of group p / 64. A group takes 16 blocks of ARS4x32-7 one after the
/// other, those of the counters {16 * group + 0 to 15, place} (64 bits each) under the key id, and
/// so 64 words. By Box and Muller (1958), words k and k + 16 (k from 0 to 15 and from 32 to 47)
/// become samples k and k + 16:
///     u = (low 31 bits of word k + 0.5) / 2^31,
///     angle = pi / 4 * (low 31 bits of word k + 16, as a signed number) / 2^30,
///     x = sqrt(-2 ln u) cos angle, negated if the top bit of word k is set,
///     y = sqrt(-2 ln u) sin angle,
/// and x and y change places if the top bit of word k + 16 is set. The sine is Moshier's sinf
/// (Cephes library), the cosine sqrt(1 - sine^2), the logarithm a polynomial of eight terms; all in
/// single precision, without fused operations. No sample is beyond 6.67 deviations.
///
/// tests/quality/noise.py on 2 * 10^8 samples: mean 0.00003, variance 1.0002, third and fourth
/// moment 0.0001 and 3.0015; Kolmogorov-Smirnov p = 0.56, Anderson-Darling p = 0.43; beyond 3, 4, 5
/// and 5.5 deviations 540458, 12735, 134 and 9 samples (expected 539959, 12668, 115 and 7.6). Of 42
/// p-values, those of correlations and of their squares among neighbours (distance 1 to 65536),
/// channels, files, seeds and places in the chain included, the least is 0.012.
void add_gaussian(std::span<float> samples, std::uint64_t first_sample, const Stream& stream,
                  float stddev);

}  // namespace mpietl::audio
