#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "audio/targets.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::audio;

namespace {

using Samples = std::vector<float>;

std::shared_ptr<const Transform> transform(const std::string& text) {
  return TransformFactory(parse_transform(text)).extremes().front();
}

std::shared_ptr<const Transform> to_rate(int rate, const std::string& quality = "high") {
  return transform("resample:rate=" + std::to_string(rate) + ",quality=" + quality);
}

/// The output of a transform that is not in place.
Samples through(const Transform& transform, int rate, Samples samples, int channels = 1,
                std::size_t block_frames = 10'000) {
  const auto width = static_cast<std::size_t>(channels);
  const auto frames = static_cast<std::int64_t>(samples.size() / width);
  const auto stage = transform.start({channels, rate, frames}, {}, nullptr);
  REQUIRE(stage->order() == Order::in_sequence);
  Samples out;
  for (std::size_t i = 0; i < samples.size(); i += block_frames * width) {
    const auto size = std::min(block_frames * width, samples.size() - i);
    stage->process({std::span(samples).subspan(i, size), i / width, channels}, out);
  }
  stage->finish(out);
  return out;
}

Samples noise(std::size_t count) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> uniform(-0.9F, 0.9F);
  Samples samples(count);
  for (float& sample : samples) sample = uniform(random);
  return samples;
}

double tone_at(double frequency, double seconds) {
  return 0.8 * std::sin(2.0 * std::numbers::pi * frequency * seconds + 0.5);
}

Samples tone(double frequency, double rate, std::size_t frames) {
  Samples samples;
  for (std::size_t i = 0; i < frames; ++i) {
    samples.push_back(static_cast<float>(tone_at(frequency, static_cast<double>(i) / rate)));
  }
  return samples;
}

struct Rates {
  int in;
  int out;
};

/// All methods: with and without values between samples, in blocks with the same places and
/// not.
const std::vector<Rates> all_rates{{44100, 16000}, {44100, 48000}, {48000, 44100}, {8000, 48000},
                                   {16000, 44100}, {48000, 16000}, {96000, 44100}, {8000, 16000},
                                   {11025, 16000}, {44100, 44099}, {192000, 8000}};

/// The largest difference between `samples` and a tone, except for a tenth of a second at each end.
double error_of(const Samples& samples, double frequency, double rate, double speed = 1.0) {
  const auto edge = static_cast<std::size_t>(rate / 10);
  double most = 0.0;
  for (std::size_t i = edge; i + edge < samples.size(); ++i) {
    const double expected = tone_at(frequency, static_cast<double>(i) / rate * speed);
    most = std::max(most, std::fabs(samples[i] - expected));
  }
  return most;
}

double decibels(double ratio) { return 20.0 * std::log10(ratio); }

}  // namespace

TEST_CASE("the output has as many frames as begin before the end", "[audio]") {
  for (const auto [in, out] : all_rates) {
    for (const std::int64_t frames : {0, 1, 2, 3, 10, 441, 1000, 44100, 50001}) {
      const auto expected = (frames * out + in - 1) / in;
      const auto resample = to_rate(out);
      const auto signal = resample->output({2, in, frames});
      CHECK(signal == Signal{2, out, expected});
      const auto made = through(*resample, in, noise(static_cast<std::size_t>(2 * frames)), 2);
      CHECK(made.size() == static_cast<std::size_t>(2 * expected));
    }
    CHECK(to_rate(out)->output({1, in, -1}) == Signal{1, out, -1});
  }
  CHECK(to_rate(16000)->output({1, 44100, 400'000'000'000, false}) ==
        Signal{1, 16000, 145'124'716'554, false});
}

TEST_CASE("a tone in the pass band is unchanged, without delay", "[audio]") {
  for (const auto [in, out] : all_rates) {
    for (const double part : {0.01, 0.5, 0.91}) {
      const double frequency = part * std::min(in, out) / 2.0;
      const auto samples = tone(frequency, in, static_cast<std::size_t>(in));
      INFO(in << " to " << out << ", " << frequency << " Hz");
      CHECK(error_of(through(*to_rate(out), in, samples), frequency, out) < 4e-6);
      CHECK(error_of(through(*to_rate(out, "very_high"), in, samples), frequency, out) < 1.2e-7);
    }
  }
}

TEST_CASE("a tone beyond the lower Nyquist frequency is stopped", "[audio]") {
  for (const auto& [quality, most_db] : {std::pair{"high", -120.0}, {"very_high", -150.0}}) {
    for (const auto [in, out] : all_rates) {
      if (in <= out || in - out == 1) continue;
      for (const double part : {1.0, 1.05, 1.9}) {
        const double frequency = part * out / 2.0;
        if (frequency > in / 2.0) continue;
        const auto samples = tone(frequency, in, static_cast<std::size_t>(in));
        const auto made = through(*to_rate(out, quality), in, samples);
        const auto edge = static_cast<std::size_t>(out / 10);
        double power = 0.0;
        for (std::size_t i = edge; i + edge < made.size(); ++i) power += double{made[i]} * made[i];
        const double rms = std::sqrt(power / static_cast<double>(made.size() - 2 * edge));
        INFO(quality << ", " << in << " to " << out << ", " << frequency << " Hz");
        CHECK(decibels(rms / (0.8 / std::numbers::sqrt2)) < most_db);
      }
    }
  }
}

TEST_CASE("an impulse stays in place and is symmetric", "[audio]") {
  for (const auto [in, out] : {Rates{8000, 16000}, {8000, 48000}, {16000, 40000}, {48000, 16000}}) {
    constexpr std::size_t place = 3000;
    Samples samples(6000, 0.0F);
    samples[place] = 1.0F;
    const auto made = through(*to_rate(out, "very_high"), in, samples);
    const std::size_t middle = place * static_cast<std::size_t>(out) / static_cast<std::size_t>(in);
    CHECK(std::ranges::max_element(made) - made.begin() == static_cast<std::ptrdiff_t>(middle));
    for (std::size_t i = 1; i < 900; ++i) {
      REQUIRE(made[middle + i] == Approx(made[middle - i]).margin(1e-8));
    }
  }
}

TEST_CASE("silence stays silent, and a constant signal constant", "[audio]") {
  for (const auto [in, out] : all_rates) {
    for (const auto* quality : {"high", "very_high"}) {
      const auto resample = to_rate(out, quality);
      for (const float sample : through(*resample, in, Samples(30'000))) REQUIRE(sample == 0.0F);
      const auto made = through(*resample, in, Samples(static_cast<std::size_t>(in), 0.5F));
      const auto edge = static_cast<std::size_t>(out / 10);
      for (std::size_t i = edge; i + edge < made.size(); ++i) {
        REQUIRE(made[i] == Approx(0.5).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("resampling gives the same bits for any blocks and channels", "[audio]") {
  constexpr std::size_t frames = 70'001;
  const auto samples = noise(3 * frames);
  for (const auto [in, out] : {Rates{44100, 16000}, {44100, 44099}, {8000, 16000}}) {
    const auto resample = to_rate(out);
    const auto whole = through(*resample, in, samples, 3);
    for (const std::size_t block : {1U, 77U, 4096U, 100'000U}) {
      CHECK(through(*resample, in, samples, 3, block) == whole);
    }
    for (std::size_t channel = 0; channel < 3; ++channel) {
      Samples one;
      for (std::size_t i = channel; i < samples.size(); i += 3) one.push_back(samples[i]);
      const auto alone = through(*resample, in, one);
      for (std::size_t i = 0; i < alone.size(); ++i) REQUIRE(alone[i] == whole[3 * i + channel]);
    }
  }
}

TEST_CASE("all instruction sets resample to the same bits", "[audio]") {
  const auto samples = noise(60'000);
  for (const auto& rates : all_rates) {
    const int in = rates.in;
    const int out = rates.out;
    for (const auto* quality : {"high", "very_high"}) {
      const auto resample = to_rate(out, quality);
      const auto expected = through(*resample, in, samples);
      test::on_each_target([&](const char* name) {
        INFO(name << ": " << in << " to " << out << ", " << quality);
        CHECK(through(*resample, in, samples) == expected);
      });
    }
  }
}

TEST_CASE("a signal that has the rate already stays unchanged", "[audio]") {
  for (const auto& same : {to_rate(44100), transform("speed:factor=1")}) {
    const auto stage = same->start({1, 44100, 3}, {}, nullptr);
    CHECK(stage->order() == Order::any);
    CHECK(same->output({1, 44100, 3}) == Signal{1, 44100, 3});
    Samples samples{0.1F, 0.2F, 0.3F};
    Block block{samples, 0, 1};
    Counts counts;
    stage->apply(block, counts);
    CHECK(samples == Samples{0.1F, 0.2F, 0.3F});
  }
}

TEST_CASE("rates that are too far apart are refused", "[audio]") {
  CHECK_THROWS_AS(to_rate(1000)->start({1, 300'000, 10}, {}, nullptr), Error);
  CHECK_THROWS_AS(to_rate(48000)->start({1, 1, 10}, {}, nullptr), Error);
  CHECK_NOTHROW(to_rate(1000)->start({1, 192'000, 10}, {}, nullptr));
  for (const auto* wrong : {"resample", "resample:rate=0", "resample:rate=16000.5",
                            "resample:rate=16000,quality=best", "speed", "speed:factor=0"}) {
    CHECK_THROWS_AS(TransformFactory(parse_transform(wrong)), Error);
  }
}

TEST_CASE("speed changes length and pitch by its factor", "[audio]") {
  constexpr int rate = 16000;
  constexpr std::size_t frames = 2 * rate + 1;
  for (const double factor : {0.5, 0.9, 1.1, 1.25, 2.0, 0.937, 1.0001234, 0.98765432}) {
    const auto speed = transform("speed:factor=" + std::to_string(factor));
    const double exact = std::stod(std::to_string(factor));
    const auto expected = static_cast<std::int64_t>(std::floor(double{frames} / exact + 0.5));
    CHECK(speed->output({1, rate, frames}) == Signal{1, rate, expected});
    const double frequency = 0.4 * rate / std::max(1.0, exact) * 0.9;
    const auto made = through(*speed, rate, tone(frequency, rate, frames));
    INFO("factor " << factor);
    CHECK(made.size() == static_cast<std::size_t>(expected));
    CHECK(error_of(made, frequency, rate, exact) < 4e-6);
    const auto stage = speed->start({1, rate, frames}, {}, nullptr);
    REQUIRE(stage->time_map());
    CHECK((*stage->time_map())(1000.0) == Approx(1000.0 / exact));
  }
}
