#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// Integrated loudness by ITU-R BS.1770-4: the signal passes two filters ("K-weighting"), powers of
/// channels are added (a surround channel counts 1.41 times, the fourth of six not at all), blocks
/// of 400 ms that overlap by 300 ms are left out below -70 LUFS, and then below 10 LU under the
/// mean of the rest. Samples that are not finite count as 0.
///
/// The filters at other rates than 48 kHz are those of B. De Man, "Evaluation of implementations of
/// the EBU R128 loudness measurement", AES 145 (2018), whose values at 48 kHz are the
/// recommendation's.
class Loudness {
 public:
  explicit Loudness(const Signal& signal);
  Loudness(Loudness&&) noexcept;
  Loudness& operator=(Loudness&&) noexcept;
  Loudness(const Loudness&) = delete;
  Loudness& operator=(const Loudness&) = delete;
  ~Loudness();

  /// Takes the next frames.
  void add(const Block& block);

  /// The signal is over.
  void finish();

  /// In LUFS; nothing where no block is loud enough, or none is complete.
  [[nodiscard]] std::optional<double> integrated() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The largest magnitude of a signal between its samples, by interpolation to four times its sample
/// rate (BS.1770-4, annex 2): twice from 96 kHz on, and none from 192 kHz on. Samples that are not
/// finite count as 0.
class TruePeak {
 public:
  explicit TruePeak(const Signal& signal);

  /// Takes the next frames.
  void add(const Block& block);

  /// The signal is over.
  void finish();

  /// Of full scale.
  [[nodiscard]] double value() const { return peak_; }

 private:
  std::size_t channels_;
  std::vector<std::vector<float>> phases_;   // taps of each point between two samples
  std::vector<std::vector<float>> history_;  // of each channel: the last samples, then a block's
  double peak_ = 0.0;
};

}  // namespace mpietl::audio
