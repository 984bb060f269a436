#include "mpietl/audio/levels.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "audio/targets.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using audio::Levels;

namespace {

/// Sample by sample, in double precision.
Levels plain_levels(const std::vector<float>& samples) {
  Levels levels;
  for (const float sample : samples) {
    const double x = sample;
    if (!std::isfinite(x)) {
      ++levels.not_finite;
      continue;
    }
    ++levels.finite;
    levels.peak = std::max(levels.peak, std::fabs(x));
    levels.sum_of_squares += x * x;
  }
  return levels;
}

}  // namespace

TEST_CASE("levels are those of double precision at any length and loudness", "[audio]") {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  for (const float scale : {1.0F, 1e-25F, 1e-10F, 1e12F, 1e30F}) {
    for (const std::size_t count : {0U, 1U, 31U, 256U, 257U, 4096U, 10000U}) {
      std::vector<float> samples(count);
      for (float& sample : samples) sample = scale * normal(random);
      const Levels expected = plain_levels(samples);
      test::on_each_target([&](const char* name) {
        INFO(name << ", " << count << " samples of about " << scale);
        Levels levels;
        levels.add(samples);
        CHECK(levels.peak == expected.peak);
        CHECK(levels.finite == expected.finite);
        CHECK(levels.sum_of_squares == Approx(expected.sum_of_squares).epsilon(1e-6));
      });
    }
  }
}

TEST_CASE("levels leave out what is not finite", "[audio]") {
  test::on_each_target([](const char* name) {
    INFO(name);
    std::vector<float> samples(1000, -0.5F);
    samples[3] = std::nanf("");
    samples[999] = -std::numeric_limits<float>::infinity();
    samples[50] = 1e30F;
    Levels levels;
    levels.add(samples);
    CHECK(levels.finite == 998);
    CHECK(levels.not_finite == 2);
    CHECK(levels.peak == Approx(1e30));
    CHECK(levels.rms() == Approx(1e30 / std::sqrt(998.0)));
  });
  CHECK(Levels{}.rms() == 0.0);
}
