#pragma once

#include <cstdint>

#include "mpietl/audio/random.hpp"

namespace mpietl::audio {

/// Numbers drawn once for a transform on an item, as opposed to one for each sample.
///
/// Draw n is word 0 and, as the higher half, word 1 of the block of ARS4x32-7 with the counter
/// {n, 0, place, 1} under the key id, less its 11 lowest bits, over 2^53: uniform in [0, 1). Word 3
/// of the counter keeps it apart from noise (0) and dither (2).
class Draws {
 public:
  /// The draw that says whether a transform is applied: when it is below the probability.
  static constexpr std::uint32_t application = 0;

  /// The first draw that a transform has for itself.
  static constexpr std::uint32_t own = 1;

  explicit Draws(const Stream& stream) : stream_(stream) {}

  /// Draw `number`.
  [[nodiscard]] double uniform(std::uint32_t number) const;

 private:
  Stream stream_;
};

}  // namespace mpietl::audio
