#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// Integrated loudness by ITU-R BS.1770-4. Two filters ("K-weighting") process the signal, and the
/// powers of channels are added (a surround channel counts 1.41 times, the fourth of six not at
/// all). Of blocks of 400 ms that overlap by 300 ms, those below -70 LUFS are ignored, then those
/// more than 10 LU below the mean of the rest. Samples that are not finite count as 0.
///
/// At other rates than 48 kHz, the filters are those of B. De Man, "Evaluation of implementations
/// of the EBU R128 loudness measurement", AES 145 (2018), which equal the recommendation's at 48
/// kHz.
class Loudness {
 public:
  explicit Loudness(const Signal& signal);
  Loudness(Loudness&&) noexcept;
  Loudness& operator=(Loudness&&) noexcept;
  Loudness(const Loudness&) = delete;
  Loudness& operator=(const Loudness&) = delete;
  ~Loudness();

  /// Adds the next frames.
  void add(const Block& block);

  /// Ends the signal.
  void finish();

  /// The loudness in LUFS; none when no complete block is loud enough.
  [[nodiscard]] std::optional<double> integrated() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The largest magnitude of a signal between its samples, interpolated to four times the sample
/// rate (BS.1770-4, annex 2); to twice from 96 kHz, and not at all from 192 kHz. Samples that are
/// not finite count as 0.
class TruePeak {
 public:
  explicit TruePeak(const Signal& signal);

  /// Adds the next frames.
  void add(const Block& block);

  /// Ends the signal.
  void finish();

  /// The true peak, relative to full scale.
  [[nodiscard]] double value() const { return peak_; }

 private:
  std::size_t channels_;
  std::vector<std::vector<float>> phases_;   // taps for each point between two samples
  std::vector<std::vector<float>> history_;  // of each channel: the last samples, then a block's
  double peak_ = 0.0;
};

}  // namespace mpietl::audio
