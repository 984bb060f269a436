#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/resampling/places.hpp"
#include "audio/resampling/windowed_sinc.hpp"

namespace mpietl::audio {

/// Values of a band-limited signal at any place between its samples. The filters are piecewise
/// parabolas over the place. Sums have a fixed order: all instruction sets give the same bits.
template <class Real>
class Interpolation {
 public:
  /// `filter` is defined at the rate of the signal.
  explicit Interpolation(const WindowedSinc& filter);

  /// The most samples to either side that a value depends on.
  [[nodiscard]] std::size_t reach() const { return taps_ / 2; }

  /// The values at the places from `walk` on. samples[0] is reach() - 1 samples before sample 0.
  void values(const Real* samples, Walk walk, std::span<float> out) const;

 private:
  /// Sums that form a value: sum k has the taps k, k + lanes, k + 2 lanes, …
  static constexpr std::size_t lanes = 32 / sizeof(Real);

  struct alignas(32) Sums {
    std::array<Real, lanes> numbers;
  };

  std::size_t taps_;
  std::vector<Sums> table_;
};

}  // namespace mpietl::audio
