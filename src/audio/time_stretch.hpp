#pragma once

#include <cstdint>
#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// Makes a signal `factor` times as fast without a change of its pitch, by WSOLA (W. Verhelst and
/// M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality
/// time-scale modification of speech", ICASSP 1993).
///
/// Every 20 ms of the output are a cross-fade, of Hann's shape, from what naturally follows on the
/// last piece to a new piece of the input: the one within 10 ms of its due place that is most like
/// what follows naturally, by normalised correlation of the mean of all channels.
class TimeStretch {
 public:
  TimeStretch(int channels, int sample_rate, double factor);

  /// Takes the next frames, and appends what is ready.
  void process(const Block& block, std::vector<float>& out);

  /// Appends what is left: frames_out() in all.
  void finish(std::vector<float>& out);

  /// Frames that come out for so many: frames / factor, rounded half up.
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
  std::vector<double> rising_;  // of the cross-fade
  std::vector<float> samples_;  // of the input, from first_ on
  std::vector<float> mean_;     // of its channels
  std::int64_t first_ = 0;
  std::int64_t natural_ = 0;  // the frame that follows on the last piece
  std::int64_t pieces_ = 0;
};

}  // namespace mpietl::audio
