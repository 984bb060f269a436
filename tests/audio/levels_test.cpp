#include "mpietl/audio/levels.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "audio/targets.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using audio::ExactSum;
using audio::Levels;
using audio::Silence;

namespace {

std::vector<float> noise(std::size_t count, float scale) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  std::vector<float> samples(count);
  for (float& sample : samples) sample = scale * normal(random);
  return samples;
}

struct PlainLevels {
  double peak = 0.0;
  double sum_of_squares = 0.0;
  std::int64_t silent = 0;
};

/// Levels computed sample by sample, in double precision.
PlainLevels plain_levels(const std::vector<float>& samples) {
  PlainLevels levels;
  for (const float sample : samples) {
    const double x = sample;
    levels.peak = std::max(levels.peak, std::fabs(x));
    levels.sum_of_squares += x * x;
    if (std::fabs(x) < 0.001) ++levels.silent;
  }
  return levels;
}

/// The sum that levels.hpp describes, for a piece of ordinary loudness.
double documented_sum(const std::vector<float>& samples) {
  constexpr std::size_t run = 256;
  std::vector<double> totals(8, 0.0);
  std::size_t begin = 0;
  for (; begin + run <= samples.size(); begin += run) {
    std::vector<float> sums(16, 0.0F);
    for (std::size_t i = begin; i < begin + run; ++i) sums[i % 16] += samples[i] * samples[i];
    for (std::size_t k = 0; k < 8; ++k) totals[k] += double{sums[k]} + double{sums[k + 8]};
  }
  double sum = 0.0;
  for (const double total : totals) sum += total;
  for (std::size_t i = begin; i < samples.size(); ++i) sum += double{samples[i]} * samples[i];
  return sum;
}

ExactSum sum_of(const std::vector<double>& numbers) {
  ExactSum sum;
  for (const double number : numbers) sum.add(number);
  return sum;
}

}  // namespace

TEST_CASE("levels are those of double precision at any length and loudness", "[audio]") {
  for (const float scale : {1.0F, 0.002F, 1e-25F, 1e-10F, 1e12F, 1e30F}) {
    for (const std::size_t count : {0U, 1U, 31U, 256U, 257U, 4096U, 10000U}) {
      const auto samples = noise(count, scale);
      const auto expected = plain_levels(samples);
      test::on_each_target([&](const char* name) {
        INFO(name << ", " << count << " samples of about " << scale);
        Levels levels;
        levels.add(samples, Silence::counted);
        CHECK(levels.peak == expected.peak);
        CHECK(levels.finite == static_cast<std::int64_t>(count));
        CHECK(levels.silent == expected.silent);
        CHECK(levels.power.value() == Approx(expected.sum_of_squares).epsilon(1e-6));
      });
    }
  }
}

TEST_CASE("levels have the same bits on every instruction set, as documented", "[audio]") {
  for (const std::size_t count : {255U, 256U, 4096U, 4099U, 10000U}) {
    const auto samples = noise(count, 0.1F);
    test::on_each_target([&](const char* name) {
      INFO(name << ", " << count << " samples");
      Levels levels;
      levels.add(samples);
      CHECK(levels.power.value() == documented_sum(samples));
      CHECK(levels.silent == 0);
    });
  }
}

TEST_CASE("levels ignore samples that are not finite", "[audio]") {
  test::on_each_target([](const char* name) {
    INFO(name);
    std::vector<float> samples(1000, -0.5F);
    samples[3] = std::nanf("");
    samples[999] = -std::numeric_limits<float>::infinity();
    samples[50] = 1e30F;
    samples[60] = 0.0005F;
    Levels levels;
    levels.add(samples, Silence::counted);
    CHECK(levels.finite == 998);
    CHECK(levels.not_finite == 2);
    CHECK(levels.silent == 1);
    CHECK(levels.peak == Approx(1e30));
    CHECK(levels.rms() == Approx(1e30 / std::sqrt(998.0)));
  });
  CHECK(Levels{}.rms() == 0.0);
}

TEST_CASE("samples below a thousandth are silent", "[audio]") {
  test::on_each_target([](const char* name) {
    INFO(name);
    const float below = std::nextafterf(0.001F, 0.0F);
    for (const std::size_t count : {3U, 300U}) {
      std::vector<float> samples(count, 0.001F);
      samples[0] = below;
      samples[1] = -below;
      samples[2] = -0.001F;
      Levels levels;
      levels.add(samples, Silence::counted);
      CHECK(levels.silent == 2);
    }
  });
}

TEST_CASE("an exact sum can add numbers of any size", "[audio]") {
  CHECK(ExactSum().value() == 0.0);
  for (const double number : {0x1p-298, 0x1.23456789ABCDEp-250, 3.0, 0x1.FFFFFFFFFFFFFp299}) {
    CHECK(sum_of({number}).value() == number);
  }
  // In double precision, each small number would be lost beside the large one.
  std::vector<double> numbers(1024, 0x1p-54);
  numbers.push_back(1.0);
  CHECK(sum_of(numbers).value() == 1.0 + 0x1p-44);
}

TEST_CASE("an exact sum has the same bits in any order and grouping", "[audio]") {
  std::mt19937_64 random(3);
  std::vector<double> numbers;
  for (int i = 0; i < 5000; ++i) {
    const auto exponent = static_cast<int>(random() % 500) - 250;
    numbers.push_back(std::ldexp(static_cast<double>(random() % (1U << 30U)), exponent));
  }
  const double expected = sum_of(numbers).value();
  for (int round = 0; round < 5; ++round) {
    std::ranges::shuffle(numbers, random);
    const auto cut = numbers.begin() + static_cast<std::ptrdiff_t>(random() % numbers.size());
    ExactSum sum = sum_of({numbers.begin(), cut});
    sum.add(sum_of({cut, numbers.end()}));
    CHECK(sum.value() == expected);
  }
}

TEST_CASE("carries are not lost", "[audio]") {
  ExactSum sum;
  const double number = 1.0 - 0x1p-53;
  for (int i = 0; i < 100'000; ++i) sum.add(number);
  CHECK(sum.value() == 100'000.0 - 100'000.0 * 0x1p-53);
}
