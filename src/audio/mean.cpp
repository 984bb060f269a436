#include "audio/mean.hpp"

#include <cmath>

namespace mpietl::audio {

void Mean::add(const Block& piece) {
  const auto width = sums_.size();
  for (std::size_t channel = 0; channel < width; ++channel) {
    double sum = 0.0;
    for (std::size_t i = channel; i < piece.samples.size(); i += width) {
      const double x = piece.samples[i];
      sum += std::isfinite(x) ? x : 0.0;
    }
    sums_[channel] += sum;
  }
  frames_ += static_cast<double>(piece.frames());
}

std::vector<double> Mean::of_channels() const {
  auto means = sums_;
  for (double& mean : means) mean = frames_ > 0.0 ? mean / frames_ : 0.0;
  return means;
}

}  // namespace mpietl::audio
