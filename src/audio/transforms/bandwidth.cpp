#include "audio/transforms/bandwidth.hpp"

#include <algorithm>
#include <cmath>

#include "audio/functions.hpp"

namespace mpietl::audio {

namespace {

constexpr std::size_t frame = 512;
constexpr std::size_t hop = frame / 4;
constexpr double within = 1e-5;  // 50 dB

/// The window of F. J. Harris, "On the use of windows for harmonic analysis with the discrete
/// Fourier transform", Proceedings of the IEEE 66 (1978), with four terms and -92 dB.
std::vector<float> blackman_harris() {
  constexpr std::array<double, 4> terms{0.35875, -0.48829, 0.14128, -0.01168};
  std::vector<float> window;
  for (std::size_t i = 0; i < frame; ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k < terms.size(); ++k) {
      sum += terms[k] * cosine_of_half_turns(2.0 * static_cast<double>(k * i) / frame);
    }
    window.push_back(static_cast<float>(sum));
  }
  return window;
}

std::size_t bit_reversed(std::size_t index) {
  std::size_t reversed = 0;
  for (std::size_t bit = 1; bit < frame; bit <<= 1U) {
    reversed = reversed << 1U | ((index & bit) != 0 ? 1U : 0U);
  }
  return reversed;
}

}  // namespace

Bandwidth::Bandwidth(const Signal& signal)
    : sample_rate_(signal.sample_rate),
      channels_(static_cast<std::size_t>(signal.channels)),
      transform_(frame),
      window_(blackman_harris()),
      powers_(frame),
      points_(frame) {}

void Bandwidth::add(const Block& block) {
  for (std::size_t i = 0; i < block.samples.size(); i += channels_) {
    double sum = 0.0;
    for (const float x : block.samples.subspan(i, channels_)) sum += std::isfinite(x) ? x : 0.0F;
    samples_.push_back(static_cast<float>(sum / static_cast<double>(channels_)));
  }
  take_frames();
}

/// Processes as many frames at once as the transform takes; ignores an incomplete set at the end.
void Bandwidth::take_frames() {
  constexpr std::size_t signals = Transform::signals;
  constexpr std::size_t needed = frame + (signals - 1) * hop;
  std::size_t begin = 0;
  for (; begin + needed <= samples_.size(); begin += signals * hop) {
    for (std::size_t i = 0; i < frame; ++i) {
      auto& numbers = points_[i].numbers;
      for (std::size_t k = 0; k < signals; ++k) {
        numbers[k] = samples_[begin + k * hop + i] * window_[i];
        numbers[signals + k] = 0.0F;
      }
    }
    transform_.forward(points_);
    for (std::size_t i = 0; i < frame; ++i) {
      const auto& numbers = points_[i].numbers;
      for (const float x : numbers) powers_[i] += double{x} * x;
    }
  }
  samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(begin));
}

double Bandwidth::hz() const {
  const double largest = *std::ranges::max_element(powers_);
  if (largest == 0.0) return 0.0;
  for (std::size_t i = frame / 2 + 1; i-- > 0;) {
    const double power = powers_[bit_reversed(i)];
    if (power > largest * within) return static_cast<double>(i) * sample_rate_ / frame;
  }
  return 0.0;
}

}  // namespace mpietl::audio
