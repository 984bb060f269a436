#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace mpietl::audio {

/// Complex discrete Fourier transforms of several signals at once, in place.
///
/// The data has `width` numbers a point: the real parts of all signals, then their imaginary parts.
/// Spectra are in bit-reversed order, in which a spectrum is cut and repeated where it stands. No
/// number depends on an order in which others are added: all instruction sets give the same bits.
template <class Real>
class Fft {
 public:
  static constexpr std::size_t signals = 32 / sizeof(Real);
  static constexpr std::size_t width = 2 * signals;

  /// The numbers of a point, in a line of the cache.
  struct alignas(64) Point {
    std::array<Real, width> numbers;
  };
  using Points = std::vector<Point>;

  /// `points` is a power of two.
  explicit Fft(std::size_t points);

  [[nodiscard]] std::size_t points() const { return points_; }

  /// From samples to spectra.
  void forward(Points& data) const;

  /// From spectra to samples, times points().
  void inverse(Points& data) const;

 private:
  std::size_t points_;
  std::vector<Real> twiddles_;
};

/// Multiplies spectra by the real `response` and keeps every `cut`-th sample of the signals: of
/// response.size() points, the first response.size() / cut are spectra then.
template <class Real>
void multiply_and_cut(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                      std::size_t cut);

/// Puts `repeat` - 1 zeros behind each sample of the signals, and multiplies the spectra, of
/// response.size() points then, by the real `response`.
template <class Real>
void repeat_and_multiply(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                         std::size_t repeat);

}  // namespace mpietl::audio
