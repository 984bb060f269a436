#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// What a signal is, before a sample of it is known.
struct Signal {
  int channels = 1;
  int sample_rate = 44100;
  std::int64_t frames = -1;  ///< -1: not known
  bool is_exact = true;  ///< whether there are as many frames as that; else it is a header's word

  /// Whether the number of frames can be relied on before all of them were seen.
  [[nodiscard]] bool has_exact_frames() const { return is_exact && frames >= 0; }

  bool operator==(const Signal&) const = default;
};

/// Where the frames of a signal stand in what becomes of it: frame n at n * to / from + shift.
struct TimeMap {
  double to = 1.0;
  double from = 1.0;
  double shift = 0.0;

  [[nodiscard]] double operator()(double frame) const { return frame * to / from + shift; }

  /// Both one after the other.
  [[nodiscard]] TimeMap then(const TimeMap& next) const {
    return {to * next.to, from * next.from, next(shift)};
  }

  [[nodiscard]] bool is_identity() const { return to == from && shift == 0.0; }
};

/// A run of consecutive frames of a signal, interleaved.
struct Block {
  std::span<float> samples;       ///< whole frames
  std::uint64_t first_frame = 0;  ///< place of samples[0] in its signal
  int channels = 1;

  [[nodiscard]] std::size_t frames() const {
    return samples.size() / static_cast<std::size_t>(channels);
  }

  /// Place of samples[0], counted over channels.
  [[nodiscard]] std::uint64_t first_sample() const {
    return first_frame * static_cast<std::uint64_t>(channels);
  }
};

}  // namespace mpietl::audio
