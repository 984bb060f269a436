#include "audio/frame_levels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "audio/functions.hpp"

namespace mpietl::audio {

namespace {
constexpr double least_level = 1e-10;  // none counts as lower
}

std::int64_t Framing::step() const { return std::gcd(length / 2, hop); }

FrameLevels::FrameLevels(const Signal& in, const Framing& framing)
    : framing_(framing),
      step_(framing.step()),
      channels_(static_cast<std::size_t>(in.channels)),
      steps_(static_cast<std::size_t>(framing.length / step_)),
      sums_(channels_ * steps_),
      sum_(channels_) {}

void FrameLevels::add(std::span<const float> interleaved) {
  for (std::size_t i = 0; i < interleaved.size(); i += channels_) {
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      const double x = interleaved[i + channel];
      sum_[channel] += std::isfinite(x) ? x * x : 0.0;
    }
    ++frames_;
    if (++filled_ == step_) end_step();
  }
}

void FrameLevels::finish() {
  if (frames_ == 0) return;
  const auto count = static_cast<std::size_t>(1 + frames_ / framing_.hop);
  while (levels_.size() < count) end_step();
}

void FrameLevels::end_step() {
  const auto place = static_cast<std::size_t>(steps_done_) % steps_;
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    sums_[channel * steps_ + place] = sum_[channel];
    sum_[channel] = 0.0;
  }
  filled_ = 0;
  ++steps_done_;
  const auto next = static_cast<std::int64_t>(levels_.size());
  if (steps_done_ * step_ == next * framing_.hop + framing_.length / 2) levels_.push_back(level());
}

/// Of the steps that were done last, the oldest first.
float FrameLevels::level() const {
  double largest = 0.0;
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    double sum = 0.0;
    for (std::size_t i = 0; i < steps_; ++i) {
      const auto place = (static_cast<std::size_t>(steps_done_) + i) % steps_;
      sum += sums_[channel * steps_ + place];
    }
    largest = std::max(largest, sum / static_cast<double>(framing_.length));
  }
  return static_cast<float>(largest);
}

SoundThreshold::SoundThreshold(std::span<const float> levels, double top_db) {
  const double loudest = levels.empty() ? 0.0 : *std::ranges::max_element(levels);
  const double ratio = ratio_of_decibels(top_db);
  is_silence_ = loudest < least_level;
  threshold_ = std::max(least_level, loudest) * (1.0 / (ratio * ratio));
}

bool SoundThreshold::is_passed_by(float level) const {
  return std::max(least_level, double{level}) > threshold_;
}

}  // namespace mpietl::audio
