#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// What a signal is, before a sample of it is known.
struct Signal {
  int channels = 1;
  int sample_rate = 44100;
  std::int64_t frames = -1;  ///< -1: not known

  bool operator==(const Signal&) const = default;
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
