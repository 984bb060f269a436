#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

/// End of the pass band and start of the stop band, relative to the lower of two Nyquist
/// frequencies, and the attenuation of the stop band and of images.
enum class ResamplingQuality : std::uint8_t {
  high,       ///< 0.91, 1; 120 dB; in single precision
  very_high,  ///< 0.95, 1; 150 dB; in double precision
};

/// A change of the sample rate: `out` frames for `in` frames, with the same or another speed.
struct Resampling {
  std::int64_t in = 1;
  std::int64_t out = 1;
  bool is_rounded_up = false;  ///< round the number of frames up, not to the nearest
  ResamplingQuality quality = ResamplingQuality::high;

  /// Whether the rate stays the same.
  [[nodiscard]] bool is_same() const { return in == out; }

  /// Output frames for `frames_in` input frames; -1 for -1.
  [[nodiscard]] std::int64_t frames(std::int64_t frames_in) const;

  /// A stage without delay. The signal counts as silent before the first frame and after the last.
  /// `map` is the result of its time_map(). Throws Error(format) when one rate is more than 256
  /// times the other.
  [[nodiscard]] std::unique_ptr<Stage> start(int channels, std::optional<TimeMap> map = {}) const;
};

}  // namespace mpietl::audio
