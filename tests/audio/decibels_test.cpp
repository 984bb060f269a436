#include "mpietl/audio/decibels.hpp"

#include <cmath>
#include <random>

#include "support/catch.hpp"

using mpietl::audio::most_decibels;
using mpietl::audio::ratio_of_decibels;

TEST_CASE("decibels become ratios", "[audio]") {
  CHECK(ratio_of_decibels(0.0) == 1.0);
  CHECK(ratio_of_decibels(20.0) == 10.0);
  CHECK(ratio_of_decibels(-20.0) == 0.1);
  CHECK(ratio_of_decibels(120.0) == 1e6);
  CHECK(ratio_of_decibels(6.0) == Approx(1.9952623149688795).epsilon(1e-15));
}

TEST_CASE("ratios are those of a longer type", "[audio]") {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> decibels(-most_decibels, most_decibels);
  long double worst = 0.0L;
  for (int i = 0; i < 200'000; ++i) {
    const double x = i < 100'000 ? decibels(random) : decibels(random) / 20.0;
    const long double expected = std::pow(10.0L, static_cast<long double>(x) / 20.0L);
    worst = std::max(worst,
                     std::fabs(static_cast<long double>(ratio_of_decibels(x)) / expected - 1.0L));
  }
  CHECK(static_cast<double>(worst) < 1e-15);
}
