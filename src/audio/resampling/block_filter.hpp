#pragma once

#include <cstddef>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "audio/resampling/windowed_sinc.hpp"

namespace mpietl::audio {

/// Divides a signal into blocks for a filter of `reach` samples to either side, at the higher of
/// two rates: that of the signal, and that times `repeat` or divided by `cut`. Both are powers of
/// two, and one of them is 1.
struct Blocks {
  std::size_t repeat;
  std::size_t cut;
  std::size_t points;  ///< length of a block, at the higher rate
  std::size_t margin;  ///< samples at either end that a block shares with its neighbours
  std::size_t step;    ///< samples from a block to the next

  /// After filtering, the steps of blocks are multiples of `unit` samples, and blocks reach `more`
  /// samples further. The step is 0 if such blocks would be too long.
  Blocks(std::size_t reach, std::size_t repeated, std::size_t cut_by, std::size_t more,
         std::size_t unit);

  [[nodiscard]] std::size_t filtered(std::size_t samples) const { return samples * repeat / cut; }

  /// The fraction of a block that is not shared.
  [[nodiscard]] double efficiency() const {
    return static_cast<double>(step * repeat) / static_cast<double>(points);
  }
};

/// A linear-phase low-pass filter without delay, by overlap-save: Fourier transforms of overlapping
/// blocks.
///
/// A batch has as many blocks as a point has numbers: the real and imaginary parts of several
/// signals, which a real filter keeps separate.
template <class Real>
class BlockFilter {
 public:
  using Points = typename Fft<Real>::Points;

  /// `filter` is defined at the higher of the two rates.
  BlockFilter(const WindowedSinc& filter, const Blocks& blocks);

  /// New samples per batch.
  [[nodiscard]] std::size_t batch() const { return Fft<Real>::width * blocks_.step; }

  /// Samples that the filter needs before and after those of a batch.
  [[nodiscard]] std::size_t margin() const { return blocks_.margin; }

  /// Filters the batch whose margin begins at `samples` into blocks with their margins.
  void apply(const float* samples, Points& filtered) const;

  [[nodiscard]] std::size_t filtered_step() const { return blocks_.filtered(blocks_.step); }
  [[nodiscard]] std::size_t filtered_margin() const { return blocks_.filtered(blocks_.margin); }

 private:
  Blocks blocks_;
  Fft<Real> forward_;
  Fft<Real> inverse_;
  std::vector<Real> response_;  // in the order of spectra
};

}  // namespace mpietl::audio
