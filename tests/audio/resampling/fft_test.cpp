#include "audio/resampling/fft.hpp"

#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "audio/resampling/windowed_sinc.hpp"
#include "audio/targets.hpp"
#include "support/catch.hpp"

using namespace mpietl::audio;

namespace {

template <class Real>
typename Fft<Real>::Points noise(std::size_t points) {
  std::mt19937 random(3);
  std::uniform_real_distribution<Real> uniform(-1, 1);
  typename Fft<Real>::Points data(points);
  for (auto& point : data) {
    for (auto& number : point.numbers) number = uniform(random);
  }
  return data;
}

template <class Real>
std::complex<double> at(const typename Fft<Real>::Points& data, std::size_t n, std::size_t signal) {
  const auto& numbers = data[n].numbers;
  return {numbers[signal], numbers[signal + Fft<Real>::signals]};
}

/// Frequency `k` of one signal, from the definition.
template <class Real>
std::complex<double> by_definition(const typename Fft<Real>::Points& data, std::size_t k,
                                   std::size_t signal) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < data.size(); ++n) {
    const double turns =
        static_cast<double>(k * n % data.size()) / static_cast<double>(data.size());
    sum += at<Real>(data, n, signal) * std::polar(1.0, -2.0 * std::numbers::pi * turns);
  }
  return sum;
}

std::size_t bit_reversed(std::size_t k, std::size_t points) {
  std::size_t reversed = 0;
  for (; points > 1; points /= 2, k /= 2) reversed = 2 * reversed + k % 2;
  return reversed;
}

template <class Real>
bool is_same(const typename Fft<Real>::Points& a, const typename Fft<Real>::Points& b) {
  return std::ranges::equal(a, b, {}, &Fft<Real>::Point::numbers, &Fft<Real>::Point::numbers);
}

template <class Real>
double difference(const typename Fft<Real>::Points& a, const typename Fft<Real>::Points& b,
                  double factor) {
  double most = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) {
    for (std::size_t i = 0; i < Fft<Real>::width; ++i) {
      most = std::max(most, std::fabs(a[n].numbers[i] * factor - double{b[n].numbers[i]}));
    }
  }
  return most;
}

}  // namespace

TEMPLATE_TEST_CASE("spectra are those of the definition, in bit-reversed order", "[audio]", float,
                   double) {
  const double margin = 40.0 * std::numeric_limits<TestType>::epsilon();
  for (const std::size_t points : {1U, 2U, 4U, 8U, 64U, 128U}) {
    const auto samples = noise<TestType>(points);
    auto data = samples;
    const Fft<TestType> fft(points);
    fft.forward(data);
    for (std::size_t k = 0; k < points; ++k) {
      for (std::size_t signal = 0; signal < Fft<TestType>::signals; ++signal) {
        const auto found = at<TestType>(data, bit_reversed(k, points), signal);
        const auto expected = by_definition<TestType>(samples, k, signal);
        REQUIRE(std::abs(found - expected) < margin * std::sqrt(double(points)));
      }
    }
    fft.inverse(data);
    CHECK(difference<TestType>(data, samples, 1.0 / static_cast<double>(points)) < margin);
  }
}

TEMPLATE_TEST_CASE("a cut or repeated spectrum is that of fewer or more samples", "[audio]", float,
                   double) {
  constexpr std::size_t points = 64;
  constexpr std::size_t times = 4;
  const double margin = 100.0 * std::numeric_limits<TestType>::epsilon();
  const std::vector<TestType> ones(points, 1);
  const auto samples = noise<TestType>(points);
  auto data = samples;
  Fft<TestType>(points).forward(data);
  multiply_and_cut<TestType>(data, ones, times);
  Fft<TestType>(points / times).inverse(data);
  typename Fft<TestType>::Points few(data.begin(), data.begin() + points / times);
  typename Fft<TestType>::Points kept;
  for (std::size_t n = 0; n < points; n += times) kept.push_back(samples[n]);
  CHECK(difference<TestType>(few, kept, 1.0 / points) < margin);

  few = kept;
  few.resize(points);
  Fft<TestType>(points / times).forward(few);
  repeat_and_multiply<TestType>(few, ones, times);
  Fft<TestType>(points).inverse(few);
  typename Fft<TestType>::Points spread(points);
  for (std::size_t n = 0; n < points; n += times) spread[n] = samples[n];
  CHECK(difference<TestType>(few, spread, 1.0 / points) < margin);
}

TEMPLATE_TEST_CASE("all instruction sets give the same spectra", "[audio]", float, double) {
  const Fft<TestType> fft(512);
  auto expected = noise<TestType>(512);
  fft.forward(expected);
  mpietl::test::on_each_target([&](const char* name) {
    INFO(name);
    auto data = noise<TestType>(512);
    fft.forward(data);
    CHECK(is_same<TestType>(data, expected));
  });
}

TEST_CASE("the sine is that of the C library, and exact for quarters of a turn", "[audio]") {
  for (int i = -3000; i <= 3000; ++i) {
    const double turns = i / 1000.0;
    REQUIRE(sine_of_turns(turns) == Approx(std::sin(2.0 * std::numbers::pi * turns)).margin(3e-15));
  }
  for (const double turns : {-1.0, -0.5, 0.0, 0.5, 1.0, 7.0}) CHECK(sine_of_turns(turns) == 0.0);
  CHECK(sine_of_turns(0.25) == Approx(1.0).margin(3e-16));
}

TEST_CASE("a windowed sinc has the specified pass band and stop band", "[audio]") {
  for (const double attenuation : {60.0, 120.0, 150.0}) {
    const WindowedSinc filter(0.1, 0.15, attenuation);
    std::vector<double> half(filter.reach() + 1);
    filter.fill(0.0, half);
    const auto gain = [&](double frequency) {
      double sum = half[0];
      for (std::size_t n = 1; n < half.size(); ++n) {
        const double turns = frequency * static_cast<double>(n);
        sum += 2.0 * half[n] * std::cos(2.0 * std::numbers::pi * turns);
      }
      return sum;
    };
    const double ripple = 2.0 * std::pow(10.0, -attenuation / 20.0);
    for (double f = 0.0; f <= 0.1; f += 0.0007) REQUIRE(std::fabs(gain(f) - 1.0) < ripple);
    for (double f = 0.15; f <= 0.5; f += 0.0007) REQUIRE(std::fabs(gain(f)) < ripple);
  }
}
