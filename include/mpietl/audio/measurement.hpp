#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// A measurable property of a signal, besides its levels.
enum class Measure : std::uint8_t { loudness, true_peak, dc, bandwidth, crest };

/// The names of Measure's values, in order.
inline constexpr std::array<std::string_view, 5> measure_names{"loudness", "true_peak", "dc",
                                                               "bandwidth", "crest"};

/// A set of measures.
class MeasureSet {
 public:
  void add(Measure measure) { bits_ |= bit(measure); }
  [[nodiscard]] bool has(Measure measure) const { return (bits_ & bit(measure)) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  bool operator==(const MeasureSet&) const = default;

 private:
  static std::uint32_t bit(Measure measure) { return 1U << static_cast<unsigned>(measure); }

  std::uint32_t bits_ = 0;
};

/// The measured values of a signal; NaN where not requested or undefined.
struct Measured {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  double loudness = none;   ///< integrated, in LUFS (see Loudness); none below 0.4 s
  double true_peak = none;  ///< in dB of full scale (see TruePeak); none for silence
  double dc = none;         ///< mean, in full scale, of the channel furthest from 0
  double bandwidth = none;  ///< in Hz (see Bandwidth); none for silence and below 0.1 s
  double crest = none;      ///< peak over root mean square, in dB; none for silence
};

/// Measures a signal. The bits do not depend on how the signal is divided into calls.
class Measurement {
 public:
  Measurement(const MeasureSet& wanted, const Signal& signal);
  Measurement(const Measurement&) = delete;
  Measurement& operator=(const Measurement&) = delete;
  Measurement(Measurement&&) = delete;
  Measurement& operator=(Measurement&&) = delete;
  ~Measurement();

  /// Adds the next frames, interleaved.
  void add(std::span<const float> samples);

  /// Ends the signal and returns its measures. Call it once.
  [[nodiscard]] Measured finish();

 private:
  struct Meters;

  void add_piece(std::span<float> piece);

  int channels_;
  std::size_t piece_samples_;
  std::uint64_t frames_ = 0;
  std::unique_ptr<Meters> meters_;
};

}  // namespace mpietl::audio
