#include "mpietl/io/audio/lossy_codecs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "audio/through_chain.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

/// Soft noise of varying level: it does not repeat, so delays are measurable.
std::vector<float> recording(std::size_t frames, int channels) {
  std::vector<float> samples(frames * static_cast<std::size_t>(channels));
  std::uint32_t random = 1;
  std::vector<float> last(static_cast<std::size_t>(channels));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    random = random * 1664525U + 1013904223U;
    auto& sample = last[i % last.size()];
    sample = 0.9F * sample + 0.1F * (static_cast<float>(random >> 8U) / 8388608.0F - 1.0F);
    samples[i] = sample * (0.8F + 0.6F * std::sin(static_cast<float>(i) * 0.0005F));
  }
  return samples;
}

std::vector<float> coded(const std::string& spec, const std::vector<float>& samples,
                         int channels = 1, int sample_rate = 8000,
                         std::size_t block_frames = 10'000) {
  const std::vector specs{audio::parse_transform(spec)};
  const audio::Chain chain(specs, &io::lossy_codecs());
  return test::through(chain, samples, channels, {1, 2}, block_frames, sample_rate).samples;
}

/// The correlation of one channel, with the second signal delayed by some frames.
double correlation(const std::vector<float>& a, const std::vector<float>& b, std::size_t channels,
                   std::size_t channel, std::ptrdiff_t lag) {
  constexpr std::size_t margin = 3000;
  double sum = 0.0;
  for (std::size_t i = margin; i + margin < a.size() / channels; ++i) {
    const auto later = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + lag);
    sum += static_cast<double>(a[i * channels + channel]) * b[later * channels + channel];
  }
  return sum;
}

/// The delay of `b` in frames at which it correlates best with `a`.
std::ptrdiff_t delay(const std::vector<float>& a, const std::vector<float>& b, int channels,
                     int channel) {
  constexpr std::ptrdiff_t most = 2500;
  std::ptrdiff_t best = -most;
  double highest = -1.0;
  for (std::ptrdiff_t lag = -most; lag <= most; ++lag) {
    const double now = correlation(a, b, static_cast<std::size_t>(channels),
                                   static_cast<std::size_t>(channel), lag);
    if (now > highest) best = lag;
    highest = std::max(highest, now);
  }
  return best;
}

/// The ratio of the signal to the change by a codec, in dB.
double ratio_db(const std::vector<float>& signal, const std::vector<float>& changed) {
  double power = 0.0;
  double noise = 0.0;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double difference = static_cast<double>(changed[i]) - signal[i];
    power += static_cast<double>(signal[i]) * signal[i];
    noise += difference * difference;
  }
  return 10.0 * std::log10(power / noise);
}

}  // namespace

TEST_CASE("a codec keeps length and timing for any rate and channels", "[io]") {
  struct Case {
    const char* spec;
    int channels;
    int rate;
  };
  constexpr std::array cases{
      Case{"codec:kind=gsm", 1, 8000},
      Case{"codec:kind=gsm", 2, 16000},
      Case{"codec:kind=opus", 1, 8000},
      Case{"codec:kind=opus", 2, 44100},
      Case{"codec:kind=opus,rate=24000", 3, 11025},
      Case{"codec:kind=vorbis", 1, 16000},
      Case{"codec:kind=vorbis,quality=6", 2, 44100},
      Case{"codec:kind=vorbis", 3, 4000},
      Case{"codec:kind=mp3", 1, 8000},
      Case{"codec:kind=mp3", 2, 44100},
      Case{"codec:kind=mp3,rate=16000,bitrate=96", 2, 48000},
      Case{"codec:kind=mp3", 3, 96000},
      Case{"codec:kind=mp3,bitrate=40", 1, 44100},
      Case{"codec:kind=mp3,bitrate=32", 2, 22050},
  };
  for (const auto& [spec, channels, rate] : cases) {
    INFO(spec << ", " << channels << " channels at " << rate << " Hz");
    const auto samples = recording(20'011, channels);
    const auto out = coded(spec, samples, channels, rate);
    REQUIRE(out.size() == samples.size());
    for (int channel = 0; channel < channels; ++channel) {
      CHECK(delay(samples, out, channels, channel) == 0);
    }
    const double ratio = ratio_db(samples, out);
    CHECK(ratio > 2.0);
    CHECK(ratio < 40.0);
  }
}

TEST_CASE("a codec gives the same result for any blocks, and repeatedly", "[io]") {
  for (const auto* kind : {"gsm", "opus", "vorbis", "mp3"}) {
    for (const int rate : {8000, 11025}) {
      const auto spec = std::string("codec:kind=") + kind;
      INFO(spec << " at " << rate << " Hz");
      const auto samples = recording(20'011, 2);
      const auto whole = coded(spec, samples, 2, rate, samples.size());
      const auto piece = audio::piece_frames(2);
      CHECK(coded(spec, samples, 2, rate, piece) == whole);
      CHECK(coded(spec, samples, 2, rate, 3 * piece) == whole);
      CHECK(whole != samples);
    }
  }
}

TEST_CASE("a codec accepts very short signals, and NaN", "[io]") {
  for (const auto* kind : {"gsm", "opus", "vorbis", "mp3"}) {
    const auto spec = std::string("codec:kind=") + kind;
    for (const std::size_t frames : {0U, 1U, 7U, 160U}) {
      for (const int channels : {1, 2}) {
        INFO(spec << ", " << frames << " frames of " << channels << " channels");
        CHECK(coded(spec, recording(frames, channels), channels, 8000).size() ==
              frames * static_cast<std::size_t>(channels));
        CHECK(coded(spec, recording(frames, channels), channels, 22050).size() ==
              frames * static_cast<std::size_t>(channels));
      }
    }
    auto wild = recording(5000, 1);
    wild[2000] = std::numeric_limits<float>::quiet_NaN();
    wild[2100] = std::numeric_limits<float>::infinity();
    wild[2200] = -1e30F;
    const auto out = coded(spec, wild);
    CHECK(std::ranges::all_of(out, [](float x) { return std::fabs(x) < 2.0F; }));
  }
}

TEST_CASE("a higher bitrate or quality is closer to the signal", "[io]") {
  const auto samples = recording(40'000, 2);
  for (const auto& [less, more] : {std::pair{"opus,bitrate=32", "opus,bitrate=160"},
                                   std::pair{"mp3,bitrate=48", "mp3,bitrate=256"},
                                   std::pair{"vorbis,quality=0", "vorbis,quality=8"}}) {
    INFO(less);
    const std::string kind = "codec:kind=";
    CHECK(ratio_db(samples, coded(kind + less, samples, 2, 44100)) + 3.0 <
          ratio_db(samples, coded(kind + more, samples, 2, 44100)));
  }
}

TEST_CASE("unsupported settings of a codec are refused before a job begins", "[io]") {
  for (const auto* wrong : {"gsm,rate=16000", "gsm,bitrate=13", "opus,rate=44100", "opus,quality=3",
                            "vorbis,bitrate=64", "mp3,rate=96000", "mp3,quality=2",
                            "mu_law,rate=8000", "aac", "opus,bitrate=5"}) {
    INFO(wrong);
    const auto spec = audio::parse_transform(std::string("codec:kind=") + wrong);
    CHECK_THROWS_AS(audio::TransformFactory(spec, &io::lossy_codecs()), Error);
  }
}

TEST_CASE("a missing codec is refused before a job begins", "[io]") {
  const auto spec = audio::parse_transform("codec:kind=opus");
  const audio::LossyCodecs none{[](audio::LossyCodec) { return std::string("cannot"); }, nullptr};
  CHECK_THROWS_AS(audio::TransformFactory(spec, &none), Error);
  CHECK_THROWS_AS(audio::TransformFactory(spec), Error);
}
