#include "mpietl/audio/transform.hpp"

#include <cmath>
#include <random>

#include "audio/functions.hpp"
#include "audio/through_chain.hpp"
#include "mpietl/audio/noise.hpp"
#include "support/catch.hpp"
#include "support/scale.hpp"

using namespace mpietl;
using namespace mpietl::audio;
using test::through_chain;

namespace {

std::vector<float> noise(std::size_t count, float scale = 0.1F, unsigned seed = 4) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> samples(count);
  for (float& sample : samples) sample = scale * normal(random);
  return samples;
}

double peak_of(const std::vector<float>& samples) {
  double peak = 0.0;
  for (const float sample : samples) peak = std::max(peak, std::fabs(double{sample}));
  return peak;
}

double power_of(const std::vector<float>& samples) {
  double sum = 0.0;
  for (const float sample : samples) sum += double{sample} * sample;
  return sum / static_cast<double>(samples.size());
}

/// The number after `name` in the drawn parameters.
double drawn(const std::string& text, const std::string& name) {
  const auto at = text.find(name + "=");
  REQUIRE(at != std::string::npos);
  return std::stod(text.substr(at + name.size() + 1));
}

}  // namespace

TEST_CASE("decibels become ratios", "[audio]") {
  CHECK(ratio_of_decibels(0.0) == 1.0);
  CHECK(ratio_of_decibels(20.0) == 10.0);
  CHECK(ratio_of_decibels(-20.0) == 0.1);
  CHECK(ratio_of_decibels(120.0) == 1e6);
  CHECK(ratio_of_decibels(6.0) == Approx(1.9952623149688795).epsilon(1e-15));
}

TEST_CASE("ratios agree with a longer type", "[audio]") {
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

TEST_CASE("gain is in decibels of amplitude", "[audio]") {
  const auto samples = noise(1000);
  const auto passed = through_chain({{"gain", {{"gain_db", -6.0}}}}, samples);
  CHECK(passed.samples[10] == static_cast<float>(samples[10] * ratio_of_decibels(-6.0)));
  CHECK(passed.parameters.empty());
}

TEST_CASE("a gain from a range is drawn for each item", "[audio]") {
  double sum = 0.0;
  constexpr int items = 2000;
  for (std::uint64_t item = 0; item < items; ++item) {
    const auto passed = through_chain({{"gain", {{"min_gain_db", -10.0}, {"max_gain_db", 4.0}}}},
                                      {0.5F}, 1, {item, 77});
    const double gain_db = drawn(passed.parameters, "gain:gain_db");
    REQUIRE(gain_db >= -10.0);
    REQUIRE(gain_db < 4.0);
    REQUIRE(passed.samples[0] == static_cast<float>(0.5 * ratio_of_decibels(gain_db)));
    sum += gain_db;
  }
  CHECK(sum / items == Approx(-3.0).margin(5.0 * 14.0 / std::sqrt(12.0 * items)));
}

TEST_CASE("normalize reaches the requested peak", "[audio]") {
  for (const float scale : {1.0F, 1e-4F, 1e-38F, 1e20F}) {
    for (const double peak_db : {0.0, -1.0, -20.0, 6.0}) {
      const auto passed =
          through_chain({{"normalize", {{"peak", peak_db}}}}, noise(20000, scale), 2, {3, 4}, 4096);
      INFO(scale << ", " << peak_db << " dB");
      CHECK(peak_of(passed.samples) == double{static_cast<float>(ratio_of_decibels(peak_db))});
      CHECK(passed.measures.out.peak == peak_of(passed.samples));
    }
  }
  const auto silent = through_chain({{"normalize", {}}}, std::vector<float>(100, 0.0F));
  CHECK(silent.samples == std::vector<float>(100, 0.0F));
  CHECK(silent.parameters == "normalize:factor=1");
}

TEST_CASE("normalize measures its own input", "[audio]") {
  const auto passed = through_chain(
      {{"clip", {{"max", 0.1}, {"min", -0.1}}}, {"normalize", {}}, {"gain", {{"gain_db", -20.0}}}},
      noise(5000));
  CHECK(peak_of(passed.samples) == Approx(0.1).epsilon(1e-7));
  CHECK(drawn(passed.parameters, "factor") == Approx(10.0).epsilon(1e-7));
}

TEST_CASE("polarity is inverted exactly", "[audio]") {
  const auto samples = noise(1000);
  const auto passed = through_chain({{"invert_polarity", {}}}, samples);
  for (std::size_t i = 0; i < samples.size(); ++i) REQUIRE(passed.samples[i] == -samples[i]);
}

TEST_CASE("mono is the mean of the channels", "[audio]") {
  for (const int channels : {1, 2, 5, 200}) {
    INFO(channels << " channels");
    const auto width = static_cast<std::size_t>(channels);
    const auto samples = noise(3001 * width);
    const auto passed = through_chain({{"mono", {}}}, samples, channels, {1, 2}, 1024);
    CHECK(passed.output.channels == 1);
    REQUIRE(passed.samples.size() == 3001);
    for (std::size_t frame = 0; frame < 3001; ++frame) {
      double sum = 0.0;
      for (std::size_t c = 0; c < width; ++c) sum += samples[frame * width + c];
      REQUIRE(passed.samples[frame] == static_cast<float>(sum / channels));
    }
    CHECK(passed.measures.in.finite == static_cast<std::int64_t>(samples.size()));
    CHECK(passed.measures.out.finite == 3001);
  }
}

TEST_CASE("noise after mono counts the samples of one channel", "[audio]") {
  const auto passed = through_chain({{"mono", {}}, {"gaussian_noise", {}}},
                                    std::vector<float>(30000, 0.0F), 3, {1, 2}, 1024);
  std::vector<float> expected(10000, 0.0F);
  add_gaussian(expected, 0, {{1, 2}, 1}, 0.1F);
  CHECK(passed.samples == expected);
}

TEST_CASE("noise has the signal-to-noise ratio that was drawn", "[audio]") {
  double sum = 0.0;
  const unsigned items = test::is_full_run() ? 200 : 50;
  for (unsigned item = 0; item < items; ++item) {
    const auto samples = noise(40000, 0.01F + 0.001F * static_cast<float>(item), item);
    const auto passed =
        through_chain({{"gaussian_snr", {{"min_snr_db", -5.0}}}}, samples, 2, {item, 5});
    std::vector<float> added;
    for (std::size_t i = 0; i < samples.size(); ++i)
      added.push_back(passed.samples[i] - samples[i]);
    const double snr_db = drawn(passed.parameters, "snr_db");
    const double measured_db = 10.0 * std::log10(power_of(samples) / power_of(added));
    REQUIRE(measured_db == Approx(snr_db).margin(0.1));
    REQUIRE(drawn(passed.parameters, "stddev") ==
            Approx(std::sqrt(power_of(samples)) * std::pow(10.0, -snr_db / 20.0)).epsilon(1e-6));
    sum += snr_db;
  }
  CHECK(sum / items == Approx(17.5).margin(5.0 * 45.0 / std::sqrt(12.0 * items)));
}

TEST_CASE("a signal-to-noise ratio adds no noise to silence", "[audio]") {
  const auto passed = through_chain({{"gaussian_snr", {}}}, std::vector<float>(1000, 0.0F));
  CHECK(passed.samples == std::vector<float>(1000, 0.0F));
  CHECK(drawn(passed.parameters, "stddev") == 0.0);
}
