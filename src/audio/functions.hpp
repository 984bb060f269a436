#pragma once

// Functions for analysis with the same bits on every machine: they use only sums, products,
// quotients and roots, for which IEEE 754 defines the rounding. Relative errors are below 1e-15.
namespace mpietl::audio {

/// e^x.
double exponential(double x);

/// The natural logarithm of x > 0.
double logarithm(double x);

/// base^exponent for base > 0.
double power(double base, double exponent);

/// The sine and cosine of x half turns, that is of pi x.
double sine_of_half_turns(double x);
double cosine_of_half_turns(double x);

/// The largest magnitude in decibels that ratio_of_decibels() accepts.
inline constexpr double most_decibels = 400.0;

/// 10^(decibels / 20), the ratio of two amplitudes.
double ratio_of_decibels(double decibels);

/// 20 log10(ratio) for ratio > 0.
double decibels_of_ratio(double ratio);

}  // namespace mpietl::audio
