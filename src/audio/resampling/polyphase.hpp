#pragma once

#include <cstddef>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "audio/resampling/places.hpp"
#include "audio/resampling/windowed_sinc.hpp"

namespace mpietl::audio {

/// Values of band-limited signals between their samples, for all numbers of points at once. There
/// is a filter for each possible place between two samples. Taps are added in order: all
/// instruction sets give the same bits.
template <class Real>
class Polyphase {
 public:
  using Points = typename Fft<Real>::Points;

  /// `filter` is defined at the rate of the signal, and unused when all values are at samples.
  Polyphase(const WindowedSinc& filter, const Places& places);

  /// The most samples to either side that a value depends on.
  [[nodiscard]] std::size_t reach() const { return taps_ / 2; }

  /// Appends to `out` the values of the first signal, then of the others, whose places are among
  /// `step` points after `first`; `step` is a multiple of the step of the places.
  void values(const Points& points, std::size_t first, std::size_t step,
              std::vector<float>& out) const;

 private:
  Places places_;
  std::size_t taps_;
  std::vector<Real> table_;  // one row of taps per part
};

}  // namespace mpietl::audio
