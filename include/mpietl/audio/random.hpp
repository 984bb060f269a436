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

/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC'11: four 32-bit words from a counter and a key.
/// SmallCrush and Crush of TestU01 1.2.3 find nothing in the words of consecutive counters (all 15
/// and 144 statistics passed; tests/quality/crush.cpp).
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key);

/// Adds Gaussian noise of mean 0 and deviation `stddev` to samples that begin at position
/// `first_sample` of their file. The bits depend on stream, position and sample only: not on how a
/// file is cut into slices, nor on the vector instructions in use.
///
/// Position p is lane p % 16 of word (p % 64) / 16 of the group p / 64. The Philox block with
/// counter {low and high half of 16 * group + lane, low half of id.high, place} and key id.low
/// gives words w0 to w3; by Box and Muller (1958), with u = (w0 / 2 + 0.5) / 2^31 and the angle
/// w1 / 2^32 of a turn, words 0 and 1 become sqrt(-2 ln u) times its cosine and sine, and likewise
/// words 2 and 3. Logarithm, sine and cosine are the single-precision polynomials of Moshier's
/// Cephes library, evaluated without fused operations. No sample is beyond 6.67 deviations.
void add_gaussian(std::span<float> samples, std::uint64_t first_sample, const Stream& stream,
                  float stddev);

}  // namespace mpietl::audio
