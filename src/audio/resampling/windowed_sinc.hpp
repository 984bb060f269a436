#pragma once

#include <cstddef>
#include <span>

namespace mpietl::audio {

/// The sine of `turns` full turns, with the same bits on every machine: it does not use the C
/// library. The error is below 1e-15 for small numbers, and grows with them.
double sine_of_turns(double turns);

/// The impulse response of a low-pass filter, a sinc with a Kaiser window (J. F. Kaiser,
/// "Nonrecursive digital filter design using the I0-sinh window function", 1974), with the same
/// bits on every machine. Frequencies are in cycles per sample.
class WindowedSinc {
 public:
  /// Passes frequencies up to `pass`, and stops those from `stop` by `attenuation_db` (50 to 160).
  WindowedSinc(double pass, double stop, double attenuation_db);

  /// Length from the middle to either end of the window, in samples.
  [[nodiscard]] double half_length() const { return half_length_; }

  /// Complete samples from the middle to either end.
  [[nodiscard]] std::size_t reach() const { return static_cast<std::size_t>(half_length_); }

  /// The response at `first`, `first` + 1, … samples from the middle. The sum of all is 1. Slightly
  /// beyond its ends, the window continues smoothly.
  void fill(double first, std::span<double> response) const;

 private:
  double cutoff_;
  double half_length_;
  double shape_ = 0.0;  // the squared half of Kaiser's beta
  double scale_ = 1.0;
};

}  // namespace mpietl::audio
