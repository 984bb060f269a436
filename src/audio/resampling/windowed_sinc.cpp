#include "audio/resampling/windowed_sinc.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace mpietl::audio {

namespace {

constexpr double pi = 3.141592653589793;

/// 1 / k^2 for k from 1.
constexpr auto inverse_squares = [] {
  std::array<double, 40> numbers{};
  for (std::size_t k = 1; k <= numbers.size(); ++k) {
    numbers[k - 1] = 1.0 / static_cast<double>(k * k);
  }
  return numbers;
}();

/// 1, -1 / 3!, 1 / 5!, …; the omitted terms are below 1e-17 of the sine of a quarter turn.
constexpr auto sine_series = [] {
  std::array<double, 12> numbers{};
  double factor = 1.0;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    numbers[k] = factor;
    factor /= -static_cast<double>((2 * k + 2) * (2 * k + 3));
  }
  return numbers;
}();

/// Numbers that are computed in parallel.
constexpr std::size_t lanes = 8;
using Numbers = std::array<double, lanes>;

/// The modified Bessel function of order 0 of 2 sqrt(q); below 0, the Bessel function of order 0.
/// The omitted terms are below 1e-17 of the sum for q up to 70.
Numbers bessel(const Numbers& q) {
  Numbers sum;
  sum.fill(1.0);
  for (std::size_t k = inverse_squares.size(); k > 0; --k) {
    const double inverse = inverse_squares[k - 1];
    for (std::size_t i = 0; i < lanes; ++i) sum[i] = 1.0 + sum[i] * (q[i] * inverse);
  }
  return sum;
}

}  // namespace

double sine_of_turns(double turns) {
  double rest = turns - std::floor(turns + 0.5);
  if (rest > 0.25) rest = 0.5 - rest;
  if (rest < -0.25) rest = -0.5 - rest;
  const double x = 2.0 * pi * rest;
  double sum = 0.0;
  for (std::size_t k = sine_series.size(); k > 0; --k) sum = sine_series[k - 1] + sum * (x * x);
  return x * sum;
}

WindowedSinc::WindowedSinc(double pass, double stop, double attenuation_db)
    : cutoff_((pass + stop) / 2.0),
      half_length_((attenuation_db - 7.95) / (14.36 * (stop - pass)) / 2.0) {
  const double beta = 0.1102 * (attenuation_db - 8.7);
  shape_ = beta * beta / 4.0;
  scale_ = 1.0 / bessel({shape_}).front();
}

void WindowedSinc::fill(double first, std::span<double> response) const {
  for (std::size_t done = 0; done < response.size(); done += lanes) {
    Numbers window;
    for (std::size_t i = 0; i < lanes; ++i) {
      const double place = (first + static_cast<double>(done + i)) / half_length_;
      window[i] = shape_ * (1.0 - place * place);
    }
    window = bessel(window);
    const std::size_t count = std::min(lanes, response.size() - done);
    for (std::size_t i = 0; i < count; ++i) {
      const double time = first + static_cast<double>(done + i);
      const double sinc = time == 0.0 ? 2.0 * cutoff_ : sine_of_turns(cutoff_ * time) / (pi * time);
      response[done + i] = sinc * window[i] * scale_;
    }
  }
}

}  // namespace mpietl::audio
