#include "mpietl/audio/samples.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "audio/targets.hpp"
#include "support/catch.hpp"

using namespace mpietl::audio;

namespace {

/// The expected integer, in double precision.
std::int64_t expected(float sample, int bits) {
  if (std::isnan(sample)) return 0;
  const double scale = std::ldexp(1.0, bits - 1);
  const double rounded = std::nearbyint(double{sample} * scale);
  return static_cast<std::int64_t>(std::min(std::max(rounded, -scale), scale - 1.0));
}

std::vector<float> difficult_samples() {
  const float inf = std::numeric_limits<float>::infinity();
  std::vector<float> samples{0.0F,
                             -0.0F,
                             1.0F,
                             -1.0F,
                             2.0F,
                             -2.0F,
                             inf,
                             -inf,
                             std::nanf(""),
                             std::nextafter(1.0F, 0.0F),
                             std::nextafter(-1.0F, -2.0F),
                             0.5F / 32768,
                             1.5F / 32768,
                             -0.5F / 32768,
                             2.5F / 32768,
                             1e-30F,
                             1e30F};
  std::mt19937 random(5);
  std::uniform_real_distribution<float> uniform(-1.2F, 1.2F);
  for (int i = 0; i < 2000; ++i) samples.push_back(uniform(random));
  return samples;
}

std::int64_t count_saturated(const std::vector<float>& samples, int bits) {
  const double scale = std::ldexp(1.0, bits - 1);
  std::int64_t count = 0;
  for (const float sample : samples) {
    const double rounded = std::nearbyint(double{sample} * scale);
    if (rounded > scale - 1.0 || rounded < -scale) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("16-bit samples are scaled, rounded half to even, and saturated", "[audio]") {
  const auto samples = difficult_samples();
  mpietl::test::on_each_target([&](const char* name) {
    INFO(name);
    std::vector<std::int16_t> out(samples.size());
    CHECK(quantise(samples, out) == count_saturated(samples, 16));
    for (std::size_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == expected(samples[i], 16));
  });
}

TEST_CASE("integers of any width are in the high bits", "[audio]") {
  const auto samples = difficult_samples();
  mpietl::test::on_each_target([&](const char* name) {
    for (const int bits : {2, 8, 12, 16, 20, 24, 25, 32}) {
      INFO(name << ", " << bits << " bits");
      std::vector<std::int32_t> out(samples.size());
      CHECK(quantise(samples, bits, out) == count_saturated(samples, bits));
      for (std::size_t i = 0; i < out.size(); ++i) {
        REQUIRE(out[i] == expected(samples[i], bits) * (std::int64_t{1} << (32 - bits)));
      }
    }
  });
}

TEST_CASE("all 16-bit values survive a round trip through float", "[audio]") {
  std::vector<float> samples;
  for (int value = -32768; value <= 32767; ++value) {
    samples.push_back(static_cast<float>(value) / 32768.0F);
  }
  std::vector<std::int16_t> out(samples.size());
  CHECK(quantise(samples, out) == 0);
  for (int value = -32768; value <= 32767; ++value) {
    REQUIRE(out[static_cast<std::size_t>(value + 32768)] == value);
  }
}

TEST_CASE("clip limits, counts, and lets NaN pass", "[audio]") {
  mpietl::test::on_each_target([](const char* name) {
    INFO(name);
    const float inf = std::numeric_limits<float>::infinity();
    std::vector<float> samples(41, 0.25F);
    samples[0] = 1.5F;
    samples[1] = -inf;
    samples[20] = std::nanf("");
    samples[40] = inf;
    CHECK(clip(samples, -1.0F, 1.0F) == 3);
    CHECK(samples[0] == 1.0F);
    CHECK(samples[1] == -1.0F);
    CHECK(samples[2] == 0.25F);
    CHECK(std::isnan(samples[20]));
    CHECK(samples[40] == 1.0F);
  });
}

TEST_CASE("scale rounds once, and keeps samples that are not finite", "[audio]") {
  const auto samples = difficult_samples();
  mpietl::test::on_each_target([&](const char* name) {
    INFO(name);
    for (const double factor : {17.123456789, 1e10, 1e-10}) {
      auto scaled = samples;
      scale(scaled, factor);
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto wanted = static_cast<float>(samples[i] * factor);
        REQUIRE((scaled[i] == wanted || (std::isnan(scaled[i]) && std::isnan(wanted))));
      }
    }
  });
}
