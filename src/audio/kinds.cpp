#include "audio/kinds.hpp"

#include <cmath>
#include <cstdlib>

#include "mpietl/audio/noise.hpp"
#include "mpietl/audio/samples.hpp"

namespace mpietl::audio {

namespace {

/// e^x for x from 0 to 1.16: the first 20 terms of its series, the rest is below 1e-17.
double exponential(double x) {
  double sum = 1.0;
  for (int n = 20; n > 0; --n) sum = 1.0 + sum * x / n;
  return sum;
}

double or_inverse(double ratio, bool is_inverse) { return is_inverse ? 1.0 / ratio : ratio; }

}  // namespace

double ratio_of_decibels(double decibels) {
  constexpr double nepers_per_decibel = 0.11512925464970229;  // ln(10) / 20
  const auto tens = static_cast<int>(std::floor(decibels / 20.0 + 0.5));
  const double rest = decibels - 20.0 * tens;  // exact, and from -10 to 10
  double power = 1.0;                          // exact up to 10^22
  for (int n = std::abs(tens); n > 0; --n) power *= 10.0;
  return or_inverse(exponential(std::fabs(rest) * nepers_per_decibel), rest < 0.0) *
         or_inverse(power, tens < 0);
}

std::unique_ptr<Stage> scaled(double factor, std::vector<Drawn> drawn, bool is_in_vain) {
  return in_place([factor](Block& block, Counts& /*counts*/) { scale(block.samples, factor); },
                  std::move(drawn), is_in_vain);
}

std::unique_ptr<Stage> with_noise(float stddev, const Stream& stream, std::vector<Drawn> drawn,
                                  bool is_in_vain) {
  const auto add = [stddev, stream](Block& block, Counts& /*counts*/) {
    if (stddev != 0.0F) add_gaussian(block.samples, block.first_sample(), stream, stddev);
  };
  return in_place(add, std::move(drawn), is_in_vain);
}

}  // namespace mpietl::audio
