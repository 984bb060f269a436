#pragma once

#include <string>

#include "mpietl/audio/random.hpp"
#include "mpietl/audio/registry.hpp"

// One function a transform, each in the file of its name; registry.cpp lists them. And what several
// of them use.
namespace mpietl::audio {

TransformKind clip_kind();
TransformKind gain_kind();
TransformKind gaussian_noise_kind();
TransformKind gaussian_snr_kind();
TransformKind invert_polarity_kind();
TransformKind mono_kind();
TransformKind normalize_kind();

/// Values between two parameters of a transform.
class Range {
 public:
  /// The range from the parameter min_NAME to max_NAME, both in `values`.
  /// Throws Error(usage) when the first is above the second.
  Range(const Parameters& values, const std::string& transform, const std::string& name);

  /// One value, all as likely.
  [[nodiscard]] double draw(const Draws& draws) const {
    return low_ + (high_ - low_) * draws.uniform(Draws::own);
  }

 private:
  double low_;
  double high_;
};

/// The most decibels, up or down, that ratio_of_decibels() takes.
inline constexpr double most_decibels = 400.0;

/// 10^(decibels / 20), the ratio of two amplitudes: the same bits on every machine, as no function
/// of the C library rounds on the way. The relative error is below 1e-15.
double ratio_of_decibels(double decibels);

}  // namespace mpietl::audio
