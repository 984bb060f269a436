#include "mpietl/audio/tone.hpp"

#include <cmath>
#include <numbers>

namespace mpietl::audio {

void fill_tone(const Tone& tone, std::int64_t first_frame, int channels, std::span<float> samples) {
  const auto width = static_cast<std::size_t>(channels);
  const double step =
      tone.frames > 1 ? tone.duration_seconds / static_cast<double>(tone.frames - 1) : 0.0;
  const double radians_per_second = 2.0 * std::numbers::pi * tone.frequency_hz;
  for (std::size_t frame = 0; frame * width < samples.size(); ++frame) {
    const std::int64_t i = first_frame + static_cast<std::int64_t>(frame);
    const bool last = i + 1 == tone.frames && tone.frames > 1;
    const double t = last ? tone.duration_seconds : static_cast<double>(i) * step;
    const auto value = static_cast<float>(std::sin(radians_per_second * t) * tone.amplitude);
    for (std::size_t channel = 0; channel < width; ++channel) {
      samples[frame * width + channel] = value;
    }
  }
}

}  // namespace mpietl::audio
