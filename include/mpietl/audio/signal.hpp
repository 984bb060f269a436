#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// The properties of a signal that are known before its samples.
struct Signal {
  int channels = 1;
  int sample_rate = 44100;
  std::int64_t frames = -1;  ///< -1: unknown
  bool is_exact = true;      ///< false: `frames` is what a header declares, and may be wrong

  /// Whether the number of frames is reliable before all frames were read.
  [[nodiscard]] bool has_exact_frames() const { return is_exact && frames >= 0; }

  bool operator==(const Signal&) const = default;
};

/// Maps frames of a signal to frames of its output: frame n to n * to / from + shift.
struct TimeMap {
  double to = 1.0;
  double from = 1.0;
  double shift = 0.0;

  [[nodiscard]] double operator()(double frame) const { return frame * to / from + shift; }

  /// This map followed by `next`.
  [[nodiscard]] TimeMap then(const TimeMap& next) const {
    return {to * next.to, from * next.from, next(shift)};
  }

  [[nodiscard]] bool is_identity() const { return to == from && shift == 0.0; }
};

/// Consecutive frames of a signal, interleaved.
struct Block {
  std::span<float> samples;       ///< complete frames
  std::uint64_t first_frame = 0;  ///< place of samples[0] in its signal
  int channels = 1;

  [[nodiscard]] std::size_t frames() const {
    return samples.size() / static_cast<std::size_t>(channels);
  }

  /// Position of samples[0], counted over channels.
  [[nodiscard]] std::uint64_t first_sample() const {
    return first_frame * static_cast<std::uint64_t>(channels);
  }
};

}  // namespace mpietl::audio
