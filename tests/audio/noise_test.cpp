#include "mpietl/audio/noise.hpp"

#include <cmath>
#include <vector>

#include "audio/targets.hpp"
#include "mpietl/audio/samples.hpp"
#include "support/catch.hpp"

using namespace mpietl::audio;

namespace {

constexpr StreamId id{0x0123456789ABCDEF, 0xFEDCBA9876543210};
constexpr Stream stream{id, 0};

std::vector<float> noise(std::size_t count, std::uint64_t first, const Stream& from = stream) {
  std::vector<float> samples(count, 0.0F);
  add_gaussian(samples, first, from, 1.0F);
  return samples;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum / static_cast<double>(a.size());
}

std::vector<float> dithered(std::vector<float> samples, std::uint64_t first, int bits) {
  add_tpdf_dither(samples, first, id, bits);
  return samples;
}

std::vector<float> dither(std::size_t count, std::uint64_t first, int bits = 16) {
  return dithered(std::vector<float>(count, 0.0F), first, bits);
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

/// Moments of the error of dither and rounding to 16 bits, in steps, for a constant signal.
Moments error_of(double signal_steps, std::size_t count) {
  const auto level = static_cast<float>(signal_steps * 0x1p-15);
  const auto samples = dithered(std::vector<float>(count, level), 0, 16);
  std::vector<std::int16_t> integers(count);
  quantise(samples, integers);
  Moments moments;
  for (const auto integer : integers) {
    const double error = integer - double{level} * 0x1p15;
    moments.mean += error;
    moments.variance += error * error;
  }
  const auto n = static_cast<double>(count);
  moments.mean /= n;
  moments.variance = moments.variance / n - moments.mean * moments.mean;
  return moments;
}

}  // namespace

TEST_CASE("a sample's noise depends on its position alone", "[audio]") {
  const auto whole = noise(1000, 0);
  for (const std::size_t first : {0U, 1U, 15U, 16U, 63U, 64U, 65U, 500U}) {
    for (const std::size_t count : {0U, 1U, 3U, 31U, 64U, 65U, 200U}) {
      const auto part = noise(count, first);
      for (std::size_t i = 0; i < count; ++i) REQUIRE(part[i] == whole[first + i]);
    }
  }
}

TEST_CASE("all instruction sets give the same bits", "[audio]") {
  const auto expected = noise(5000, 77);
  int targets = 0;
  mpietl::test::on_each_target([&](const char* name) {
    INFO(name);
    ++targets;
    CHECK(noise(5000, 77) == expected);
  });
  CHECK(targets >= 2);
}

TEST_CASE("positions far beyond 32 bits have independent noise", "[audio]") {
  const std::uint64_t far = std::uint64_t{1} << 40U;
  CHECK(noise(64, far) != noise(64, 0));
  CHECK(noise(64, far + 64) != noise(64, far));
}

TEST_CASE("the moments are those of a Gaussian", "[audio]") {
  const std::size_t count = 4'000'000;
  const auto samples = noise(count, 0);
  double sum = 0.0;
  double squares = 0.0;
  double cubes = 0.0;
  double fourths = 0.0;
  double largest = 0.0;
  for (const float sample : samples) {
    const double x = sample;
    sum += x;
    squares += x * x;
    cubes += x * x * x;
    fourths += x * x * x * x;
    largest = std::max(largest, std::fabs(x));
  }
  const auto n = static_cast<double>(count);
  const double five_sigma = 5.0 / std::sqrt(n);
  CHECK(std::fabs(sum / n) < five_sigma);
  CHECK(std::fabs(squares / n - 1.0) < five_sigma * std::sqrt(2.0));
  CHECK(std::fabs(cubes / n) < five_sigma * std::sqrt(15.0));
  CHECK(std::fabs(fourths / n - 3.0) < five_sigma * std::sqrt(96.0));
  CHECK(largest > 4.5);
  CHECK(largest < 6.67);
}

TEST_CASE("files, seeds and places in the chain are independent", "[audio]") {
  const std::size_t count = 1'000'000;
  const auto here = noise(count, 0);
  const double five_sigma = 5.0 / std::sqrt(static_cast<double>(count));
  const Stream others[] = {{{stream.id.low + 1, stream.id.high}, 0},
                           {{stream.id.low, stream.id.high + 1}, 0},
                           {stream.id, 1}};
  for (const auto& other : others) {
    CHECK(std::fabs(correlation(here, noise(count, 0, other))) < five_sigma);
  }
  for (const std::uint64_t lag : {1U, 2U, 5U, 16U, 32U, 64U}) {
    CHECK(std::fabs(correlation(here, noise(count, lag))) < five_sigma);
  }
}

TEST_CASE("dither is the documented one", "[audio]") {
  for (const int bits : {8, 16, 24}) {
    const auto samples = dither(100, 0, bits);
    for (std::uint32_t p = 0; p < samples.size(); ++p) {
      const auto words =
          ars4x32_7({p / 4, 0, 0, 2}, {0x89ABCDEF, 0x01234567, 0x76543210, 0xFEDCBA98});
      const auto low = static_cast<double>(words[p % 4] & 0xFFFFU);
      const auto high = static_cast<double>(words[p % 4] >> 16U);
      CHECK(samples[p] == (low - high) / 65536.0 * std::ldexp(1.0, 1 - bits));
    }
  }
}

TEST_CASE("dither depends on the position alone, on every instruction set", "[audio]") {
  const auto whole = dither(1000, 0);
  mpietl::test::on_each_target([&](const char* name) {
    INFO(name);
    for (const std::size_t first : {0U, 1U, 15U, 16U, 63U, 500U}) {
      for (const std::size_t count : {0U, 1U, 3U, 31U, 64U, 200U}) {
        const auto part = dither(count, first);
        for (std::size_t i = 0; i < count; ++i) REQUIRE(part[i] == whole[first + i]);
      }
    }
  });
  CHECK(dither(64, std::uint64_t{1} << 40U) != dither(64, 0));
}

TEST_CASE("the error of dithered rounding does not depend on the signal", "[audio]") {
  constexpr std::size_t count = 1'000'000;
  constexpr double variance = 3.0 / 12.0;
  const auto n = static_cast<double>(count);
  for (const double signal_steps : {0.0, 0.1, 0.25, 0.5, 0.75, -0.3, 1000.4, -20000.5}) {
    INFO("signal of " << signal_steps << " steps");
    const auto error = error_of(signal_steps, count);
    CHECK(std::fabs(error.mean) < 5.0 * std::sqrt(variance / n));
    // The error is at most 1.5 steps, and its fourth moment at most 1/4 step^4.
    CHECK(std::fabs(error.variance - variance) < 5.0 * std::sqrt(0.25 / n));
  }
}

TEST_CASE("dither is triangular and white", "[audio]") {
  constexpr std::size_t count = 1'000'000;
  const auto samples = dither(count, 0);
  const auto n = static_cast<double>(count);
  double inner = 0.0;
  double neighbours = 0.0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const double x = double{samples[i]} * 0x1p15;
    REQUIRE(std::fabs(x) < 1.0);
    if (std::fabs(x) < 0.5) inner += 1.0;
    neighbours += x * double{samples[i + 1]} * 0x1p15;
  }
  CHECK(inner / n == Approx(0.75).margin(5.0 * std::sqrt(0.75 * 0.25 / n)));
  CHECK(std::fabs(neighbours / n) < 5.0 / 6.0 / std::sqrt(n));
}
