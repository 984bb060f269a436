#include <cmath>
#include <vector>

#include "audio/targets.hpp"
#include "mpietl/audio/random.hpp"
#include "support/catch.hpp"

using namespace mpietl::audio;

namespace {

constexpr Stream stream{{0x0123456789abcdef, 0xfedcba9876543210}, 0};

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

TEST_CASE("positions far beyond 32 bits have noise of their own", "[audio]") {
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
