#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// Peak and power of a signal, gathered slice by slice; samples that are not finite are counted
/// and otherwise left out.
struct Levels {
  double peak = 0.0;            ///< largest magnitude, of full scale
  double sum_of_squares = 0.0;  ///< of the finite samples
  std::int64_t finite = 0;      ///< samples that took part
  std::int64_t not_finite = 0;  ///< NaN and infinite samples

  void add(std::span<const float> samples);

  /// Adds what was gathered elsewhere.
  void add(const Levels& other);

  /// Root mean square of the finite samples; 0 when there are none.
  [[nodiscard]] double rms() const;
};

}  // namespace mpietl::audio
