#pragma once

#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// The mean of each channel, summed over pieces in sequence, in double precision. Samples that are
/// not finite count as 0.
class Mean {
 public:
  explicit Mean(const Signal& signal) : sums_(static_cast<std::size_t>(signal.channels)) {}

  /// Adds the next piece.
  void add(const Block& piece);

  /// The mean of each channel; 0 when there are no samples.
  [[nodiscard]] std::vector<double> of_channels() const;

 private:
  std::vector<double> sums_;
  double frames_ = 0.0;
};

}  // namespace mpietl::audio
