#pragma once

#include <vector>

#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// The mean of each channel: sums of pieces are added one after the other, in double precision.
/// Samples that are not finite count as 0.
class Mean {
 public:
  explicit Mean(const Signal& signal) : sums_(static_cast<std::size_t>(signal.channels)) {}

  /// Takes the next piece.
  void add(const Block& piece);

  /// Of each channel; 0 where there are no samples.
  [[nodiscard]] std::vector<double> of_channels() const;

 private:
  std::vector<double> sums_;
  double frames_ = 0.0;
};

}  // namespace mpietl::audio
