#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace mpietl::audio {

/// Complex discrete Fourier transforms of several signals at once, in place.
///
/// The data has `width` numbers per point: the real parts of all signals, then their imaginary
/// parts. Spectra are in bit-reversed order, in which they can be cut and repeated in place. No
/// result depends on the order of additions: all instruction sets give the same bits.
template <class Real>
class Fft {
 public:
  static constexpr std::size_t signals = 32 / sizeof(Real);
  static constexpr std::size_t width = 2 * signals;

  /// The numbers of a point, in one cache line.
  struct alignas(64) Point {
    std::array<Real, width> numbers;
  };
  using Points = std::vector<Point>;

  /// `points` must be a power of two.
  explicit Fft(std::size_t points);

  [[nodiscard]] std::size_t points() const { return points_; }

  /// Transforms samples to spectra.
  void forward(Points& data) const;

  /// Transforms spectra to samples, times points().
  void inverse(Points& data) const;

 private:
  std::size_t points_;
  std::vector<Real> twiddles_;
};

/// Multiplies spectra by the real `response` and keeps every `cut`-th sample of the signals. Of
/// response.size() points, the first response.size() / cut are the resulting spectra.
template <class Real>
void multiply_and_cut(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                      std::size_t cut);

/// Inserts `repeat` - 1 zeros after each sample of the signals, and multiplies the resulting
/// spectra, of response.size() points, by the real `response`.
template <class Real>
void repeat_and_multiply(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                         std::size_t repeat);

}  // namespace mpietl::audio
