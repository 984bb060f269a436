#pragma once

#include <cstddef>
#include <vector>

#include "audio/resampling/fft.hpp"
#include "audio/resampling/windowed_sinc.hpp"

namespace mpietl::audio {

/// How a signal is cut into blocks for a filter of which each end is `reach` samples long, at the
/// higher one of two rates: that of the signal, and that times `repeat` or over `cut`, which are
/// powers of two. One of them is 1.
struct Blocks {
  std::size_t repeat;
  std::size_t cut;
  std::size_t points;  ///< of a block, at the higher rate
  std::size_t margin;  ///< samples of the signal at either end that a block shares with others
  std::size_t step;    ///< samples from a block to the next

  /// Blocks whose steps, when they are filtered, are multiples of `unit` samples, and which reach
  /// `more` samples further there. No steps where such blocks would be too long.
  Blocks(std::size_t reach, std::size_t repeated, std::size_t cut_by, std::size_t more,
         std::size_t unit);

  [[nodiscard]] std::size_t filtered(std::size_t samples) const { return samples * repeat / cut; }

  /// The part of a block that is not shared.
  [[nodiscard]] double efficiency() const {
    return static_cast<double>(step * repeat) / static_cast<double>(points);
  }
};

/// A low-pass filter of linear phase and no delay, by overlapping blocks and Fourier transforms
/// (overlap-save).
///
/// A batch is as many blocks of the signal as a point has numbers: the real and imaginary parts of
/// some signals, which a real filter keeps apart.
template <class Real>
class BlockFilter {
 public:
  using Points = typename Fft<Real>::Points;

  /// `filter` is for the higher one of the two rates.
  BlockFilter(const WindowedSinc& filter, const Blocks& blocks);

  /// New samples that a batch takes.
  [[nodiscard]] std::size_t batch() const { return Fft<Real>::width * blocks_.step; }

  /// Samples before and behind those of a batch that it looks at.
  [[nodiscard]] std::size_t margin() const { return blocks_.margin; }

  /// Makes filtered blocks, with their margins, of the batch whose margin begins at `samples`.
  void apply(const float* samples, Points& filtered) const;

  [[nodiscard]] std::size_t filtered_step() const { return blocks_.filtered(blocks_.step); }
  [[nodiscard]] std::size_t filtered_margin() const { return blocks_.filtered(blocks_.margin); }

 private:
  Blocks blocks_;
  Fft<Real> forward_;
  Fft<Real> inverse_;
  std::vector<Real> response_;  // in the order of the spectra
};

}  // namespace mpietl::audio
