#pragma once

namespace mpietl::audio {

/// The most decibels, up or down, that ratio_of_decibels() takes.
inline constexpr double most_decibels = 400.0;

/// 10^(decibels / 20), the ratio of two amplitudes: the same bits on every machine, as no function
/// of the C library rounds on the way. The relative error is below 1e-15.
double ratio_of_decibels(double decibels);

}  // namespace mpietl::audio
