#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

/// Where the pass band ends and the stop band begins, of the lower one of two Nyquist frequencies;
/// and how far the stop band and images are down.
enum class ResamplingQuality : std::uint8_t {
  high,       ///< 0.91, 1; 120 dB; in single precision
  very_high,  ///< 0.95, 1; 150 dB; in double precision
};

/// A signal at another rate: `out` frames for `in` frames, in the same time or at another speed.
struct Resampling {
  std::int64_t in = 1;
  std::int64_t out = 1;
  bool is_rounded_up = false;  ///< the number of frames; else it is the nearest one
  ResamplingQuality quality = ResamplingQuality::high;

  /// Whether there is nothing to do.
  [[nodiscard]] bool is_same() const { return in == out; }

  /// Frames that come out for so many; -1 for -1.
  [[nodiscard]] std::int64_t frames(std::int64_t frames_in) const;

  /// A stage without delay that is silent before the first frame and behind the last one.
  /// `map` is what its time_map() gives. Throws Error(format) where one rate is more than 256 times
  /// the other.
  [[nodiscard]] std::unique_ptr<Stage> start(int channels, std::optional<TimeMap> map = {}) const;
};

}  // namespace mpietl::audio
