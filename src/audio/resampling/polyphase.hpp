#pragma once

#include <cstddef>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "audio/resampling/places.hpp"
#include "audio/resampling/windowed_sinc.hpp"

namespace mpietl::audio {

/// Values of band-limited signals between their samples, by a filter for each place that they may
/// have between two samples, for all numbers of points at once. Taps are added in their order: all
/// instruction sets give the same bits.
template <class Real>
class Polyphase {
 public:
  using Points = typename Fft<Real>::Points;

  /// `filter` is for the rate of the signal, and not used where all places are those of samples.
  Polyphase(const WindowedSinc& filter, const Places& places);

  /// Samples to either side that a value is made of, at most.
  [[nodiscard]] std::size_t reach() const { return taps_ / 2; }

  /// Appends to `out` the values of the first signal, then those of the others, whose places are
  /// among `step` points from `first` on; `step` is a multiple of that of the places.
  void values(const Points& points, std::size_t first, std::size_t step,
              std::vector<float>& out) const;

 private:
  Places places_;
  std::size_t taps_;
  std::vector<Real> table_;  // a row of taps for each part
};

}  // namespace mpietl::audio
