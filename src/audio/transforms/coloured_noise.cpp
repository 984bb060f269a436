#include <algorithm>
#include <cmath>
#include <limits>

#include "audio/kinds.hpp"
#include "audio/sections.hpp"
#include "mpietl/audio/noise.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

constexpr double lowest_hz = 10.0;

/// A filter with first-order poles and zeros that alternate at equal distances in octaves, so that
/// the power falls by `exponent` times 3.01 dB per octave from 10 Hz to half the sample rate (J. O.
/// Smith and H. F. Smith, "Closed form fractional integration and differentiation via real
/// exponentially spaced pole-zero pairs", 2016). Pairs of them form sections.
std::vector<Section> tilt(double exponent, int sample_rate) {
  constexpr double per_octave = 1.0;
  const auto warped = [&](double hz) {
    const double half_turns = std::min(hz / sample_rate, 0.49);
    return sine_of_half_turns(half_turns) / cosine_of_half_turns(half_turns);
  };
  std::vector<AnalogueSection> firsts;
  for (double octave = 0.0;; octave += 1.0 / per_octave) {
    const double pole_hz = lowest_hz * power(2.0, octave);
    if (2.0 * pole_hz > sample_rate) break;
    const double zero_hz = pole_hz * power(2.0, exponent / 2.0 / per_octave);
    const double pole = warped(pole_hz);
    const double zero = warped(zero_hz);
    firsts.push_back({{1.0, 1.0 / zero, 0.0}, {1.0, 1.0 / pole, 0.0}});
  }
  std::vector<Section> sections;
  for (const auto& first : firsts) sections.push_back(digital(first));
  return sections;
}

/// The root mean square of the sections' output for noise of deviation 1: the root of the energy of
/// their impulse response.
double gain_of(const std::vector<Section>& sections, int sample_rate) {
  SectionFilter filter(sections, 1);
  std::vector<float> samples(static_cast<std::size_t>(sample_rate));
  samples.front() = 1.0F;
  double energy = 0.0;
  filter.process({samples, 0, 1}, [&](std::size_t /*channel*/, std::span<const double> made) {
    for (const double x : made) energy += x * x;
  });
  return std::sqrt(energy);
}

/// Adds noise of deviation `stddev`: made in blocks, filtered in chunks.
class ColouredNoiseStage final : public Stage {
 public:
  ColouredNoiseStage(const Signal& in, const Stream& stream,
                     std::vector<ReportedParameter> parameters,
                     const std::vector<Section>& sections, double scale)
      : channels_(static_cast<std::size_t>(in.channels)),
        stream_(stream),
        parameters_(std::move(parameters)),
        filter_(sections, in.channels),
        scale_(scale) {}

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

 private:
  /// Adds the noise of a chunk to the waiting samples from `done`.
  [[nodiscard]] auto adder(std::vector<float>& out, std::size_t& done) const {
    return [this, &out, &done](std::size_t channel, std::span<const double> noise) {
      const auto size = noise.size() * channels_;
      if (channel == 0) out.resize(out.size() + size);
      float* const to = out.data() + out.size() - size + channel;
      const float* const from = waiting_.data() + done + channel;
      for (std::size_t i = 0; i < noise.size(); ++i) {
        to[i * channels_] = static_cast<float>(from[i * channels_] + scale_ * noise[i]);
      }
      if (channel + 1 == channels_) done += size;
    };
  }

 public:
  void process(const Block& block, std::vector<float>& out) override {
    waiting_.insert(waiting_.end(), block.samples.begin(), block.samples.end());
    noise_.assign(block.samples.size(), 0.0F);
    add_gaussian(noise_, block.first_sample(), stream_, 1.0F);
    std::size_t done = 0;
    filter_.process({noise_, block.first_frame, block.channels}, adder(out, done));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
  }

  void finish(std::vector<float>& out) override {
    std::size_t done = 0;
    filter_.finish(adder(out, done));
  }

  [[nodiscard]] std::span<const ReportedParameter> parameters() const override {
    return parameters_;
  }

 private:
  std::size_t channels_;
  Stream stream_;
  std::vector<ReportedParameter> parameters_;
  SectionFilter filter_;
  double scale_;
  std::vector<float> noise_;
  std::vector<float> waiting_;
};

/// Noise whose power falls with the frequency f as 1 / f^exponent, at a signal-to-noise ratio; none
/// for a silent signal.
class ColouredNoise final : public MeteredTransform<LevelsMeter> {
 public:
  ColouredNoise(double exponent, double snr_db)
      : exponent_(exponent), ratio_(ratio_of_decibels(snr_db)) {}

 protected:
  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& in, const Stream& stream,
                                                  const LevelsMeter& measured) const override {
    constexpr double loudest = std::numeric_limits<float>::max();
    const double stddev = std::min(loudest, measured.levels.rms() / ratio_);
    std::vector<ReportedParameter> parameters{{"stddev", stddev}};
    const bool is_silence = measured.levels.is_silence();
    if (stddev == 0.0) return with_noise(0.0F, stream, std::move(parameters), is_silence);
    const auto sections = tilt(exponent_, in.sample_rate);
    return std::make_unique<ColouredNoiseStage>(in, stream, std::move(parameters), sections,
                                                stddev / gain_of(sections, in.sample_rate));
  }

 private:
  double exponent_;
  double ratio_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  constexpr double db_of_exponent = -3.0102999566398120;  // per octave
  const auto exponent = values.optional("exponent");
  const auto slope = values.optional("db_per_octave");
  if (exponent && slope) {
    throw Error(Reason::usage, "transform coloured_noise: give either exponent or db_per_octave");
  }
  return std::make_unique<ColouredNoise>(slope ? *slope / db_of_exponent : exponent.value_or(1.0),
                                         values.number("snr_db"));
}

}  // namespace

TransformKind coloured_noise_kind() {
  Parameter snr_db{"snr_db", "ratio of signal to noise, in dB", {}, -200.0, 200.0};
  snr_db.default_range = {5.0, 40.0};
  return {"coloured_noise",
          "Adds noise whose power falls as 1/f^exponent (1: pink).",
          {{.name = "exponent",
            .meaning = "how the power falls: 0 white, 1 pink, 2 brown",
            .lowest = -2.0,
            .highest = 2.0,
            .is_optional = true},
           {.name = "db_per_octave",
            .meaning = "the same in dB for each octave, in place of exponent",
            .lowest = -6.02,
            .highest = 6.02,
            .is_optional = true},
           snr_db},
          make};
}

}  // namespace mpietl::audio
