#pragma once

#include <array>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// Up to which frequency a signal reaches: the highest of those whose mean power is within 50 dB of
/// the largest. Powers are those of 512-point frames, a quarter of that apart, under a window of
/// Blackman and Harris, of the mean of all channels; samples that are not finite count as 0.
class Bandwidth {
 public:
  explicit Bandwidth(const Signal& signal);

  /// Takes the next frames.
  void add(const Block& block);

  /// 0 for silence and for less than a frame.
  [[nodiscard]] double hz() const;

 private:
  using Transform = Fft<float>;

  void take_frames();

  int sample_rate_;
  std::size_t channels_;
  Transform transform_;
  std::vector<float> window_;
  std::vector<float> samples_{};  // of which frames are to be made
  std::vector<double> powers_;    // of each frequency in the order of transform_, added up
  Transform::Points points_;
};

}  // namespace mpietl::audio
