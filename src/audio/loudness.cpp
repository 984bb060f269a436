#include "audio/loudness.hpp"

#include <array>
#include <cmath>

#include "audio/functions.hpp"
#include "audio/sections.hpp"

namespace mpietl::audio {

namespace {

constexpr double offset_db = -0.691;
constexpr double absolute_gate = -70.0;
constexpr double relative_gate = 0.1;  // 10 dB of power
constexpr std::size_t hops_of_block = 4;

double warped(double hz, int sample_rate) {
  const double half_turns = std::min(hz / sample_rate, 0.499);
  return sine_of_half_turns(half_turns) / cosine_of_half_turns(half_turns);
}

/// The head filter: a shelf of 4 dB.
Section shelf(int sample_rate) {
  constexpr double gain_db = 3.999843853973347;
  constexpr double q = 0.7071752369554196;
  constexpr double part = 0.4996667741545416;
  const double k = warped(1681.974450955533, sample_rate);
  const double high = ratio_of_decibels(gain_db);
  const double middle = power(high, part);
  return digital({{k * k, middle * k / q, high}, {k * k, k / q, 1.0}});
}

/// A high pass with the recommendation's numerator, which is not normalised.
Section high_pass(int sample_rate) {
  const double k = warped(38.13547087602444, sample_rate);
  auto section = digital({{0.0, 0.0, 1.0}, {k * k, k / 0.5003270373238773, 1.0}});
  section.b0 = section.b2 = 1.0;
  section.b1 = -2.0;
  return section;
}

double weight(std::size_t channel, std::size_t channels) {
  constexpr double surround = 1.41;
  if (channels < 4) return 1.0;
  if (channels == 4) return channel < 2 ? 1.0 : surround;
  if (channels == 5) return channel < 3 ? 1.0 : surround;
  constexpr std::array<double, 6> of_six{1.0, 1.0, 1.0, 0.0, surround, surround};
  return channel < of_six.size() ? of_six[channel] : 0.0;
}

double lufs(double power) { return offset_db + decibels_of_ratio(power) / 2.0; }

}  // namespace

struct Loudness::State {
  std::size_t channels;
  std::size_t hop;  // frames in 100 ms
  SectionFilter filter;
  std::vector<double> weights;
  std::vector<double> sums{};    // of each channel, for the incomplete hop
  std::vector<double> powers{};  // of each hop, over all channels
  std::vector<float> finite{};
  std::size_t filled = 0;  // frames in the incomplete hop
  std::size_t hops = 0;

  /// Adds samples of one channel; a hop is complete after the last channel.
  void take(std::size_t channel, std::span<const double> samples) {
    std::size_t at = filled;
    std::size_t ended = hops;
    for (std::size_t begin = 0; begin < samples.size();) {
      const auto count = std::min(hop - at, samples.size() - begin);
      sums[channel] = sum_of_squares(samples.subspan(begin, count), sums[channel]);
      begin += count;
      at += count;
      if (at < hop) break;
      end_hop(channel, ended++);
      at = 0;
    }
    if (channel + 1 < channels) return;
    filled = at;
    hops = ended;
  }

  static double sum_of_squares(std::span<const double> samples, double before) {
    constexpr std::size_t lanes = 8;  // independent sums, so that additions need not wait
    std::array<double, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= samples.size(); i += lanes) {
      for (std::size_t k = 0; k < lanes; ++k) sums[k] += samples[i + k] * samples[i + k];
    }
    for (; i < samples.size(); ++i) before += samples[i] * samples[i];
    for (const double sum : sums) before += sum;
    return before;
  }

  void end_hop(std::size_t channel, std::size_t number) {
    if (channel == 0) powers.push_back(0.0);
    powers[number] += weights[channel] * sums[channel];
    sums[channel] = 0.0;
  }

  void take_block(const Block& block) {
    finite.assign(block.samples.begin(), block.samples.end());
    for (float& x : finite) x = std::isfinite(x) ? x : 0.0F;
    filter.process(
        {finite, block.first_frame, block.channels},
        [&](std::size_t channel, std::span<const double> samples) { take(channel, samples); });
  }
};

Loudness::Loudness(const Signal& signal) {
  const auto channels = static_cast<std::size_t>(signal.channels);
  const std::array sections{shelf(signal.sample_rate), high_pass(signal.sample_rate)};
  state_ = std::make_unique<State>(
      State{channels, static_cast<std::size_t>((signal.sample_rate + 5) / 10),
            SectionFilter(sections, signal.channels), std::vector<double>(channels)});
  state_->sums.resize(channels);
  for (std::size_t i = 0; i < channels; ++i) state_->weights[i] = weight(i, channels);
}

Loudness::Loudness(Loudness&&) noexcept = default;
Loudness& Loudness::operator=(Loudness&&) noexcept = default;
Loudness::~Loudness() = default;

void Loudness::add(const Block& block) { state_->take_block(block); }

void Loudness::finish() {
  state_->filter.finish([&](std::size_t channel, std::span<const double> samples) {
    state_->take(channel, samples);
  });
}

std::optional<double> Loudness::integrated() const {
  const auto& hops = state_->powers;
  std::vector<double> blocks;
  const double frames = static_cast<double>(hops_of_block * state_->hop);
  for (std::size_t i = 0; i + hops_of_block <= hops.size(); ++i) {
    blocks.push_back((hops[i] + hops[i + 1] + hops[i + 2] + hops[i + 3]) / frames);
  }
  const auto mean_from = [&](double least) {
    double sum = 0.0;
    double count = 0.0;
    for (const double block : blocks) {
      if (block < least) continue;
      sum += block;
      count += 1.0;
    }
    return count > 0.0 ? sum / count : 0.0;
  };
  const double ratio = ratio_of_decibels(absolute_gate - offset_db);
  const double quiet = ratio * ratio;
  const double gated = mean_from(quiet);
  if (!(gated > 0.0)) return {};
  return lufs(mean_from(std::max(quiet, gated * relative_gate)));
}

}  // namespace mpietl::audio
