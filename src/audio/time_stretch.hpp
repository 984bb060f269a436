#pragma once

#include <cstdint>
#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// Changes the tempo of a signal by `factor` without changing its pitch, with WSOLA (W. Verhelst
/// and M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality
/// time-scale modification of speech", ICASSP 1993).
///
/// Each 20 ms of the output cross-fade, with Hann's shape, from the natural continuation of the
/// last piece to a new piece of the input: of all within 10 ms of the due place, the one most
/// similar to the continuation, by normalised correlation of the mean of all channels.
class TimeStretch {
 public:
  TimeStretch(int channels, int sample_rate, double factor);

  /// Takes the next frames, and appends finished output.
  void process(const Block& block, std::vector<float>& out);

  /// Appends the rest: frames_out() in total.
  void finish(std::vector<float>& out);

  /// Output frames for `frames` input frames: frames / factor, rounded half up.
  [[nodiscard]] static std::int64_t frames_out(std::int64_t frames, double factor);

 private:
  [[nodiscard]] std::int64_t end() const;
  [[nodiscard]] std::int64_t due() const;
  [[nodiscard]] std::int64_t most_similar(std::int64_t place) const;
  [[nodiscard]] double similarity(std::int64_t place) const;
  void make_piece(std::vector<float>& out);
  void forget();

  std::size_t channels_;
  double factor_;
  std::int64_t hop_;
  std::int64_t reach_;
  std::vector<double> rising_;  // rising half of the cross-fade
  std::vector<float> samples_;  // the input from first_
  std::vector<float> mean_;     // mean of its channels
  std::int64_t first_ = 0;
  std::int64_t natural_ = 0;  // the frame that continues the last piece
  std::int64_t pieces_ = 0;
};

}  // namespace mpietl::audio
