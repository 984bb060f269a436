// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/true_peak.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>

#include "audio/functions.hpp"
#include "audio/loudness.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The largest magnitude of the sums over k of samples[i + k] * taps[k], added in this order.
float largest_between(const float* HWY_RESTRICT samples, std::size_t count,
                      const float* HWY_RESTRICT taps, std::size_t tap_count) {
  const hn::ScalableTag<float> d;
  auto largest = hn::Zero(d);
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < tap_count; ++k) {
      sum = hn::Add(sum, hn::Mul(hn::LoadU(d, samples + i + k), hn::Set(d, taps[k])));
    }
    largest = hn::Max(largest, hn::Abs(sum));
  }
  float peak = hn::GetLane(hn::MaxOfLanes(d, largest));
  for (; i < count; ++i) {
    float sum = 0.0F;
    for (std::size_t k = 0; k < tap_count; ++k) sum += samples[i + k] * taps[k];
    peak = std::max(peak, std::fabs(sum));
  }
  return peak;
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(largest_between);

namespace {

constexpr int half_taps = 8;
constexpr std::size_t taps_of_phase = 2 * half_taps;

int oversampling(int sample_rate) {
  constexpr int twice_from = 96'000;
  constexpr int once_from = 192'000;
  return sample_rate < twice_from ? 4 : sample_rate < once_from ? 2 : 1;
}

/// A sinc with Hann's window, for the point `part` of the way from tap 7 to tap 8; its sum is 1.
std::vector<float> taps_at(double part) {
  constexpr double pi = 3.1415926535897932;
  std::array<double, taps_of_phase> taps{};
  double sum = 0.0;
  for (std::size_t k = 0; k < taps.size(); ++k) {
    const double x = static_cast<double>(k) - (half_taps - 1) - part;
    const double window = 0.5 + 0.5 * cosine_of_half_turns(x / half_taps);
    taps[k] = sine_of_half_turns(x) / (pi * x) * window;
    sum += taps[k];
  }
  std::vector<float> scaled;
  for (const double tap : taps) scaled.push_back(static_cast<float>(tap / sum));
  return scaled;
}

}  // namespace

TruePeak::TruePeak(const Signal& signal)
    : channels_(static_cast<std::size_t>(signal.channels)),
      history_(channels_, std::vector<float>(taps_of_phase - 1)) {
  const int factor = oversampling(signal.sample_rate);
  for (int phase = 1; phase < factor; ++phase) {
    phases_.push_back(taps_at(static_cast<double>(phase) / factor));
  }
}

void TruePeak::add(const Block& block) {
  const auto frames = block.frames();
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    auto& samples = history_[channel];
    const auto before = samples.size();
    samples.resize(before + frames);
    for (std::size_t i = 0; i < frames; ++i) {
      const float x = block.samples[i * channels_ + channel];
      samples[before + i] = std::isfinite(x) ? x : 0.0F;
      peak_ = std::max(peak_, std::fabs(double{samples[before + i]}));
    }
    for (const auto& taps : phases_) {
      const float between =
          HWY_DYNAMIC_DISPATCH(largest_between)(samples.data(), frames, taps.data(), taps.size());
      peak_ = std::max(peak_, double{between});
    }
    samples.erase(samples.begin(), samples.end() - static_cast<std::ptrdiff_t>(before));
  }
}

void TruePeak::finish() {
  std::vector<float> silence((taps_of_phase - 1) * channels_);
  add({silence, 0, static_cast<int>(channels_)});
}

}  // namespace mpietl::audio
#endif
