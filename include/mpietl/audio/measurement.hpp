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

/// What can be measured on a signal, beside its levels.
enum class Measure : std::uint8_t { loudness, true_peak, dc, bandwidth, crest };

/// Their names, in that order.
inline constexpr std::array<std::string_view, 5> measure_names{"loudness", "true_peak", "dc",
                                                               "bandwidth", "crest"};

/// Some of them.
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

/// What was measured on a signal; NaN where that was not asked for, or where there is none.
struct Measured {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  double loudness = none;   ///< integrated, in LUFS, as Loudness tells; none below 0.4 s
  double true_peak = none;  ///< in dB of full scale, as TruePeak tells; none of silence
  double dc = none;  ///< mean of the samples, of full scale: of the channel that is furthest from 0
  double bandwidth = none;  ///< in Hz, as Bandwidth tells; none of silence, and below 0.1 s
  double crest = none;      ///< peak over root mean square of all samples, in dB; none of silence
};

/// Takes measures of a signal as it comes. The bits do not depend on how that is divided.
class Measurement {
 public:
  Measurement(const MeasureSet& wanted, const Signal& signal);
  Measurement(const Measurement&) = delete;
  Measurement& operator=(const Measurement&) = delete;
  Measurement(Measurement&&) = delete;
  Measurement& operator=(Measurement&&) = delete;
  ~Measurement();

  /// Takes the next frames, interleaved.
  void add(std::span<const float> samples);

  /// The signal is over. Once.
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
