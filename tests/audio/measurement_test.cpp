#include "mpietl/audio/measurement.hpp"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "audio/targets.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using audio::Measured;

namespace {

constexpr double pi = 3.14159265358979;

audio::MeasureSet all() {
  audio::MeasureSet set;
  for (std::size_t i = 0; i < audio::measure_names.size(); ++i) {
    set.add(static_cast<audio::Measure>(i));
  }
  return set;
}

std::vector<float> noise(std::size_t count, float offset = 0.0F) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(offset, 0.1F);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = normal(random);
  return samples;
}

Measured measure(std::span<const float> samples, const audio::Signal& signal,
                 std::size_t block_frames, const audio::MeasureSet& set = all()) {
  audio::Measurement measurement(set, signal);
  const auto size = block_frames * static_cast<std::size_t>(signal.channels);
  while (!samples.empty()) {
    const auto block = samples.first(std::min(size, samples.size()));
    measurement.add(block);
    samples = samples.subspan(block.size());
  }
  return measurement.finish();
}

bool are_same_bits(const Measured& a, const Measured& b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

}  // namespace

TEST_CASE("measures have the same bits for any division into blocks", "[audio]") {
  for (const int channels : {1, 2, 6}) {
    const audio::Signal signal{channels, 16000};
    const auto samples = noise(static_cast<std::size_t>(50'001 * channels), 0.01F);
    const auto whole = measure(samples, signal, samples.size());
    test::on_each_target([&](const char* name) {
      CAPTURE(name, channels);
      for (const std::size_t frames : {1U, 63U, 1000U, 4096U, 20'000U}) {
        CHECK(are_same_bits(measure(samples, signal, frames), whole));
      }
    });
  }
}

TEST_CASE("measures of a tone are what formulas say", "[audio]") {
  constexpr int rate = 48'000;
  std::vector<float> tone;
  for (int i = 0; i < 5 * rate; ++i) {
    tone.push_back(static_cast<float>(0.25 * std::sin(2.0 * pi * 997.0 * i / rate)));
  }
  const auto measured = measure(tone, {1, rate}, 1000);
  // A sine of 997 Hz at full scale has -3.01 LUFS.
  CHECK(measured.loudness == Approx(-3.01 - 12.04).margin(0.05));
  CHECK(measured.true_peak == Approx(-12.04).margin(0.05));
  CHECK(measured.crest == Approx(3.01).margin(0.01));
  CHECK(measured.dc == Approx(0.0).margin(1e-6));
  CHECK(measured.bandwidth == Approx(997.0).margin(400.0));
}

TEST_CASE("the mean is of the channel that is furthest from 0", "[audio]") {
  const auto samples = noise(30'000);
  std::vector<float> stereo;
  double sum = 0.0;
  for (const float x : samples) {
    stereo.push_back(x);
    stereo.push_back(x - 0.25F);
    sum += x - 0.25F;
  }
  CHECK(measure(stereo, {2, 8000}, 777).dc == Approx(sum / 30'000.0));
}

TEST_CASE("measures that were not requested or are undefined are NaN", "[audio]") {
  const auto samples = noise(16'000);
  audio::MeasureSet crest;
  crest.add(audio::Measure::crest);
  const auto one = measure(samples, {1, 8000}, 500, crest);
  CHECK(one.crest > 9.0);
  CHECK(std::isnan(one.loudness));
  CHECK(std::isnan(one.true_peak));
  CHECK(std::isnan(one.dc));
  CHECK(std::isnan(one.bandwidth));
  const std::vector<float> silence(16'000);
  for (const auto count : {std::size_t{0}, std::size_t{100}, silence.size()}) {
    const auto none = measure(std::span(silence).first(count), {1, 8000}, 500);
    CHECK(std::isnan(none.loudness));
    CHECK(std::isnan(none.true_peak));
    CHECK(std::isnan(none.crest));
    CHECK(std::isnan(none.bandwidth));
    CHECK(std::isnan(none.dc) == (count == 0));
  }
}
