#pragma once

#include <cstdint>
#include <span>

namespace mpietl::audio {

/// A sine that starts at phase 0, the same in every channel.
struct Tone {
  double frequency_hz = 440.0;
  double amplitude = 0.0;
  double duration_seconds = 240.0;
  std::int64_t frames = 0;  ///< of the complete tone
};

/// Fills `samples` (interleaved, `channels` per frame) with the frames of `tone` from
/// `first_frame`. Frame i is at time i * duration / (frames - 1), so that the last frame is at the
/// end, as in NumPy's linspace; sine and amplitude are multiplied in double precision, then
/// rounded.
void fill_tone(const Tone& tone, std::int64_t first_frame, int channels, std::span<float> samples);

}  // namespace mpietl::audio
