#pragma once

#include <array>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// The bandwidth of a signal: the highest frequency whose mean power is within 50 dB of the
/// largest. Powers are those of the mean of all channels, in 512-point frames with a hop of 128 and
/// a Blackman-Harris window; samples that are not finite count as 0.
class Bandwidth {
 public:
  explicit Bandwidth(const Signal& signal);

  /// Adds the next frames.
  void add(const Block& block);

  /// The bandwidth in Hz; 0 for silence and for less than a frame.
  [[nodiscard]] double hz() const;

 private:
  using Transform = Fft<float>;

  void take_frames();

  int sample_rate_;
  std::size_t channels_;
  Transform transform_;
  std::vector<float> window_;
  std::vector<float> samples_{};  // for the next frames
  std::vector<double> powers_;    // sum for each frequency, in the order of transform_
  Transform::Points points_;
};

}  // namespace mpietl::audio
