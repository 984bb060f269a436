#include "audio/functions.hpp"

#include <cmath>
#include <cstdlib>

namespace mpietl::audio {

namespace {

constexpr double ln_2_high = 0.69314718036912382;    // the first 32 bits
constexpr double ln_2_low = 1.9082149292705877e-10;  // the rest
constexpr double decibels_per_neper = 8.6858896380650366;

/// The first 20 terms of the series of e^x: the rest is below 1e-17 for x from 0 to 1.16.
double series_of_exponential(double x) {
  double sum = 1.0;
  for (int n = 20; n > 0; --n) sum = 1.0 + sum * x / n;
  return sum;
}

/// sin(x) and cos(x) for x from -pi/4 to pi/4.
double series_of_sine(double x) {
  const double square = x * x;
  double sum = 1.0;
  for (int n = 18; n > 0; n -= 2) sum = 1.0 - sum * square / (n * (n + 1));
  return sum * x;
}
double series_of_cosine(double x) {
  const double square = x * x;
  double sum = 1.0;
  for (int n = 17; n > 0; n -= 2) sum = 1.0 - sum * square / (n * (n + 1));
  return sum;
}

double or_inverse(double ratio, bool is_inverse) { return is_inverse ? 1.0 / ratio : ratio; }

}  // namespace

double exponential(double x) {
  constexpr double most = 800.0;  // infinity and 0 from here on
  const double bounded = std::fmin(std::fmax(x, -most), most);
  const double octaves = std::floor(bounded / (ln_2_high + ln_2_low) + 0.5);
  const double rest = (bounded - octaves * ln_2_high) - octaves * ln_2_low;
  const double sum = series_of_exponential(std::fabs(rest));
  return std::ldexp(or_inverse(sum, rest < 0.0), static_cast<int>(octaves));
}

double logarithm(double x) {
  constexpr double sqrt_half = 0.70710678118654752;
  int octaves = 0;
  double mantissa = std::frexp(x, &octaves);  // from 1/2 to 1
  if (mantissa < sqrt_half) {
    mantissa *= 2.0;
    --octaves;
  }
  const double t = (mantissa - 1.0) / (mantissa + 1.0);  // its size is at most 0.172
  const double square = t * t;
  double sum = 0.0;
  for (int n = 25; n > 0; n -= 2) sum = sum * square + 1.0 / n;
  return octaves * ln_2_high + (2.0 * t * sum + octaves * ln_2_low);
}

double power(double base, double exponent) { return exponential(exponent * logarithm(base)); }

double sine_of_half_turns(double x) {
  constexpr double pi = 3.1415926535897932;
  const double turned = x - 2.0 * std::floor(x / 2.0 + 0.5);  // from -1 to 1
  const double quarter = std::floor(2.0 * turned + 0.5);      // from -2 to 2
  const double angle = pi * (turned - quarter / 2.0);
  if (quarter == 0.0) return series_of_sine(angle);
  if (quarter == 1.0) return series_of_cosine(angle);
  if (quarter == -1.0) return -series_of_cosine(angle);
  return -series_of_sine(angle);
}

double cosine_of_half_turns(double x) {
  // A sum would lose the last bits of a small x.
  const double small = std::fabs(x - 2.0 * std::floor(x / 2.0 + 0.5));
  return sine_of_half_turns(0.5 - small);
}

double ratio_of_decibels(double decibels) {
  constexpr double nepers_per_decibel = 0.11512925464970229;  // ln(10) / 20
  const auto tens = static_cast<int>(std::floor(decibels / 20.0 + 0.5));
  const double rest = decibels - 20.0 * tens;  // exact, and from -10 to 10
  double ratio = 1.0;                          // exact up to 10^22
  for (int n = std::abs(tens); n > 0; --n) ratio *= 10.0;
  return or_inverse(series_of_exponential(std::fabs(rest) * nepers_per_decibel), rest < 0.0) *
         or_inverse(ratio, tens < 0);
}

double decibels_of_ratio(double ratio) { return decibels_per_neper * logarithm(ratio); }

}  // namespace mpietl::audio
