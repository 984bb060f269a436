#include "mpietl/audio/tone.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "support/catch.hpp"

using namespace mpietl::audio;

TEST_CASE("a tone reaches its end, as NumPy's linspace does", "[audio]") {
  const Tone tone{0.25, 1.0, 1.0, 5};
  std::vector<float> samples(5);
  fill_tone(tone, 0, 1, samples);
  for (std::size_t i = 0; i < 5; ++i) {
    const double t = static_cast<double>(i) / 4.0;
    CHECK(samples[i] == Approx(std::sin(2.0 * std::numbers::pi * 0.25 * t)));
  }
}

TEST_CASE("a tone does not depend on its division, in all channels", "[audio]") {
  const Tone tone{440.0, 0.5, 0.01, 441};
  std::vector<float> whole(441 * 2);
  fill_tone(tone, 0, 2, whole);
  std::vector<float> part(100 * 2);
  fill_tone(tone, 300, 2, part);
  for (std::size_t i = 0; i < part.size(); ++i) CHECK(part[i] == whole[600 + i]);
  CHECK(whole[20] == whole[21]);
}

TEST_CASE("one frame, and amplitude 0 with its signs", "[audio]") {
  std::vector<float> one(1, 9.0F);
  fill_tone({440.0, 1.0, 240.0, 1}, 0, 1, one);
  CHECK(one[0] == 0.0F);
  std::vector<float> silent(1000);
  fill_tone({440.0, 0.0, 1.0, 44100}, 0, 1, silent);
  bool negative = false;
  for (const float sample : silent) {
    CHECK(sample == 0.0F);
    negative = negative || std::signbit(sample);
  }
  CHECK(negative);
}
