#pragma once

#include <array>
#include <cstdint>

namespace mpietl::audio {

/// Identifies an item's random numbers: 128 bits derived from seed and identity.
struct StreamId {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// The random numbers of one transform on one item, addressed by position.
struct Stream {
  StreamId id;
  std::uint32_t place = 0;  ///< place of the transform in its chain
};

/// ARS4x32-7, a counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3", SC'11: four 32-bit words from a counter and a key, by seven rounds of AES
/// (FIPS 197) with a simpler key schedule. Its authors found no flaw from five rounds on.
///
/// Chosen by measurement. Nanoseconds per sample of noise, on one core of an AMD EPYC (Zen 4):
///                   AVX-512 with VAES    AVX2    SSE4    no AES instructions
///     ARS4x32-7           0.58           1.3     2.3     14
///     Philox4x32-7        1.0            1.6     2.2     2.3
///     Philox4x32-10       1.1            1.9     3.1     2.8
/// SmallCrush and Crush of TestU01 1.2.3, on the words of consecutive counters (see
/// tests/quality/crush.cpp): of 15 and 144 p-values, one was outside of [0.001, 0.999]: 4.7e-4. Ten
/// repetitions of its test with other keys gave 0.07 to 0.70.
std::array<std::uint32_t, 4> ars4x32_7(std::array<std::uint32_t, 4> counter,
                                       std::array<std::uint32_t, 4> key);

/// The same with ten rounds, for which its authors published known answers.
std::array<std::uint32_t, 4> ars4x32_10(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 4> key);

/// Random numbers that are drawn once per transform and item, not per sample.
///
/// Draw n is uniform in [0, 1). Its 64 bits are word 0 and, as the higher half, word 1 of the block
/// of ARS4x32-7 with the counter {n, 0, place, 1} under the key id; without the 11 lowest bits,
/// they are divided by 2^53. Word 3 of the counter separates draws from noise (0) and dither (2).
class Draws {
 public:
  /// The draw that decides whether a transform is applied: if it is below the probability.
  static constexpr std::uint32_t application = 0;

  /// The draw of a transform's first parameter; the others follow in the order of its kind.
  static constexpr std::uint32_t of_parameters = 1;

  /// The first draw for a transform's own use.
  static constexpr std::uint32_t own = 64;

  explicit Draws(const Stream& stream) : stream_(stream) {}

  /// Returns draw `number`, uniform in [0, 1).
  [[nodiscard]] double uniform(std::uint32_t number) const;

 private:
  Stream stream_;
};

}  // namespace mpietl::audio
