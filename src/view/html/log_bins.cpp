#include "view/html/log_bins.hpp"

#include <algorithm>
#include <cmath>

namespace mpietl::view::html {

LogBins::LogBins(std::span<const double> values, int a_decade) : a_decade_(a_decade) {
  int last = 0;
  for (const double value : values) {
    if (!(value > 0.0)) continue;
    const int step = step_of(value);
    first_ = size_ == 0 ? step : std::min(first_, step);
    last = size_ == 0 ? step : std::max(last, step);
    size_ = 1;
  }
  if (size_ > 0) size_ = static_cast<std::size_t>(last - first_ + 1);
}

int LogBins::step_of(double value) const {
  constexpr double least = 1e-9;
  constexpr double largest = 1e18;
  return static_cast<int>(std::floor(std::log10(std::clamp(value, least, largest)) * a_decade_));
}

std::size_t LogBins::of(double value) const {
  return static_cast<std::size_t>(
      std::clamp(step_of(value) - first_, 0, static_cast<int>(size_) - 1));
}

double LogBins::lower_edge(std::size_t bin) const {
  return std::pow(10.0, (first_ + static_cast<double>(bin)) / a_decade_);
}

double LogBins::middle(std::size_t bin) const {
  return std::pow(10.0, (first_ + static_cast<double>(bin) + 0.5) / a_decade_);
}

}  // namespace mpietl::view::html
