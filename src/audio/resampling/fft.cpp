// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/resampling/fft.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include "audio/resampling/fft.hpp"
#include "audio/resampling/windowed_sinc.hpp"

#ifndef MPIETL_AUDIO_RESAMPLING_PASSES
#define MPIETL_AUDIO_RESAMPLING_PASSES
namespace mpietl::audio {

/// The functions for one type of number on one instruction set.
template <class Real>
struct PassTable {
  void (*forward)(Real* data, std::size_t points, const Real* twiddles);
  void (*inverse)(Real* data, std::size_t points, const Real* twiddles);
  void (*multiply_and_cut)(Real* data, const Real* response, std::size_t points, std::size_t cut);
  void (*repeat_and_multiply)(Real* data, const Real* response, std::size_t points,
                              std::size_t repeat);
};

}  // namespace mpietl::audio
#endif

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t radix = 4;
constexpr std::size_t turns = 2 * (radix - 1);  // numbers in the twiddle factors of a butterfly

/// The passes for one type of number. They use no fused multiply-add: the same bits with and
/// without FMA in hardware.
template <class Real>
struct Passes {
  static constexpr std::size_t signals = Fft<Real>::signals;
  static constexpr std::size_t width = Fft<Real>::width;
  using D = hn::CappedTag<Real, signals>;
  using V = hn::Vec<D>;

  static HWY_INLINE V load(const Real* from) { return hn::LoadU(D(), from); }
  static HWY_INLINE void store(V vector, Real* to) { hn::StoreU(vector, D(), to); }
  static HWY_INLINE V constant(Real number) { return hn::Set(D(), number); }

  /// Stores (re + i im) times the twiddle factor at `w`.
  static HWY_INLINE void store_turned(V re, V im, const Real* w, Real* to) {
    const V c = constant(w[0]);
    const V s = constant(w[1]);
    store(hn::Sub(hn::Mul(re, c), hn::Mul(im, s)), to);
    store(hn::Add(hn::Mul(re, s), hn::Mul(im, c)), to + signals);
  }

  /// Loads re + i im, times the conjugate of the twiddle factor at `w`.
  static HWY_INLINE void load_turned(const Real* from, const Real* w, V& re, V& im) {
    const V c = constant(w[0]);
    const V s = constant(w[1]);
    const V x = load(from);
    const V y = load(from + signals);
    re = hn::Add(hn::Mul(x, c), hn::Mul(y, s));
    im = hn::Sub(hn::Mul(y, c), hn::Mul(x, s));
  }

  /// Splits a signal of `length` points into four of a quarter of the length, with the frequencies
  /// 0, 2, 1 and 3 modulo 4.
  static HWY_INLINE void forward_pass(Real* HWY_RESTRICT data, std::size_t length,
                                      const Real* HWY_RESTRICT twiddles) {
    const std::size_t part = length / radix * width;
    for (std::size_t i = 0; i < part; i += width, twiddles += turns) {
      for (std::size_t lane = 0; lane < signals; lane += hn::Lanes(D())) {
        Real* HWY_RESTRICT x = data + i + lane;
        const V re0 = load(x);
        const V im0 = load(x + signals);
        const V re1 = load(x + part);
        const V im1 = load(x + part + signals);
        const V re2 = load(x + 2 * part);
        const V im2 = load(x + 2 * part + signals);
        const V re3 = load(x + 3 * part);
        const V im3 = load(x + 3 * part + signals);
        const V even_re = hn::Add(re0, re2);
        const V even_im = hn::Add(im0, im2);
        const V odd_re = hn::Add(re1, re3);
        const V odd_im = hn::Add(im1, im3);
        const V low_re = hn::Sub(re0, re2);
        const V low_im = hn::Sub(im0, im2);
        const V high_re = hn::Sub(im1, im3);  // the difference times -i
        const V high_im = hn::Sub(re3, re1);
        store(hn::Add(even_re, odd_re), x);
        store(hn::Add(even_im, odd_im), x + signals);
        store_turned(hn::Sub(even_re, odd_re), hn::Sub(even_im, odd_im), twiddles + 2, x + part);
        store_turned(hn::Add(low_re, high_re), hn::Add(low_im, high_im), twiddles, x + 2 * part);
        store_turned(hn::Sub(low_re, high_re), hn::Sub(low_im, high_im), twiddles + 4,
                     x + 3 * part);
      }
    }
  }

  /// The inverse, times 4.
  static HWY_INLINE void inverse_pass(Real* HWY_RESTRICT data, std::size_t length,
                                      const Real* HWY_RESTRICT twiddles) {
    const std::size_t part = length / radix * width;
    for (std::size_t i = 0; i < part; i += width, twiddles += turns) {
      for (std::size_t lane = 0; lane < signals; lane += hn::Lanes(D())) {
        Real* HWY_RESTRICT x = data + i + lane;
        const V re0 = load(x);
        const V im0 = load(x + signals);
        V re1, im1, re2, im2, re3, im3;
        load_turned(x + part, twiddles + 2, re2, im2);
        load_turned(x + 2 * part, twiddles, re1, im1);
        load_turned(x + 3 * part, twiddles + 4, re3, im3);
        const V even_re = hn::Add(re0, re2);
        const V even_im = hn::Add(im0, im2);
        const V odd_re = hn::Add(re1, re3);
        const V odd_im = hn::Add(im1, im3);
        const V low_re = hn::Sub(re0, re2);
        const V low_im = hn::Sub(im0, im2);
        const V high_re = hn::Sub(im3, im1);  // the difference times i
        const V high_im = hn::Sub(re1, re3);
        store(hn::Add(even_re, odd_re), x);
        store(hn::Add(even_im, odd_im), x + signals);
        store(hn::Add(low_re, high_re), x + part);
        store(hn::Add(low_im, high_im), x + part + signals);
        store(hn::Sub(even_re, odd_re), x + 2 * part);
        store(hn::Sub(even_im, odd_im), x + 2 * part + signals);
        store(hn::Sub(low_re, high_re), x + 3 * part);
        store(hn::Sub(low_im, high_im), x + 3 * part + signals);
      }
    }
  }

  /// A transform of two points.
  static HWY_INLINE void transform_pair(Real* HWY_RESTRICT data) {
    for (std::size_t i = 0; i < width; i += hn::Lanes(D())) {
      const V a = load(data + i);
      const V b = load(data + width + i);
      store(hn::Add(a, b), data + i);
      store(hn::Sub(a, b), data + width + i);
    }
  }

  /// Completes each part before the next, so that it stays in the cache.
  static void forward(Real* data, std::size_t length, const Real* twiddles) {
    if (length == 2) return transform_pair(data);
    if (length < radix) return;
    forward_pass(data, length, twiddles);
    const std::size_t part = length / radix;
    for (std::size_t i = 0; i < radix; ++i) {
      forward(data + i * part * width, part, twiddles + part * turns);
    }
  }

  static void inverse(Real* data, std::size_t length, const Real* twiddles) {
    if (length == 2) return transform_pair(data);
    if (length < radix) return;
    const std::size_t part = length / radix;
    for (std::size_t i = 0; i < radix; ++i) {
      inverse(data + i * part * width, part, twiddles + part * turns);
    }
    inverse_pass(data, length, twiddles);
  }

  static void multiply_and_cut(Real* HWY_RESTRICT data, const Real* HWY_RESTRICT response,
                               std::size_t points, std::size_t cut) {
    for (std::size_t j = 0; j < points; j += cut) {
      for (std::size_t i = 0; i < width; i += hn::Lanes(D())) {
        V sum = hn::Mul(load(data + j * width + i), constant(response[j]));
        for (std::size_t k = j + 1; k < j + cut; ++k) {
          sum = hn::Add(sum, hn::Mul(load(data + k * width + i), constant(response[k])));
        }
        store(sum, data + j / cut * width + i);
      }
    }
  }

  /// Works from the end, so that values are read before they are overwritten.
  static void repeat_and_multiply(Real* data, const Real* HWY_RESTRICT response, std::size_t points,
                                  std::size_t repeat) {
    for (std::size_t j = points / repeat; j-- > 0;) {
      for (std::size_t i = 0; i < width; i += hn::Lanes(D())) {
        const V x = load(data + j * width + i);
        for (std::size_t k = j * repeat; k < (j + 1) * repeat; ++k) {
          store(hn::Mul(x, constant(response[k])), data + k * width + i);
        }
      }
    }
  }
};

template <class Real>
constexpr PassTable<Real> table_of_passes{Passes<Real>::forward, Passes<Real>::inverse,
                                          Passes<Real>::multiply_and_cut,
                                          Passes<Real>::repeat_and_multiply};

// Highway dispatches functions, not templates.
const PassTable<float>& float_passes() { return table_of_passes<float>; }
const PassTable<double>& double_passes() { return table_of_passes<double>; }

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(float_passes);
HWY_EXPORT(double_passes);

namespace {

template <class Real>
const PassTable<Real>& passes() {
  if constexpr (sizeof(Real) == sizeof(float)) {
    return HWY_DYNAMIC_DISPATCH(float_passes)();
  } else {
    return HWY_DYNAMIC_DISPATCH(double_passes)();
  }
}

}  // namespace

/// The twiddle factors of all passes, the longest first: for each point exp(-2 pi i n / length) to
/// the powers 1, 2 and 3.
template <class Real>
Fft<Real>::Fft(std::size_t points) : points_(points) {
  for (std::size_t length = points; length >= 4; length /= 4) {
    for (std::size_t n = 0; n < length / 4; ++n) {
      for (std::size_t power = 1; power < 4; ++power) {
        const double part = static_cast<double>(n * power) / static_cast<double>(length);
        twiddles_.push_back(static_cast<Real>(sine_of_turns(part + 0.25)));
        twiddles_.push_back(static_cast<Real>(-sine_of_turns(part)));
      }
    }
  }
}

template <class Real>
void Fft<Real>::forward(Points& data) const {
  passes<Real>().forward(data.front().numbers.data(), points_, twiddles_.data());
}

template <class Real>
void Fft<Real>::inverse(Points& data) const {
  passes<Real>().inverse(data.front().numbers.data(), points_, twiddles_.data());
}

template <class Real>
void multiply_and_cut(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                      std::size_t cut) {
  passes<Real>().multiply_and_cut(data.front().numbers.data(), response.data(), response.size(),
                                  cut);
}

template <class Real>
void repeat_and_multiply(typename Fft<Real>::Points& data, const std::vector<Real>& response,
                         std::size_t repeat) {
  passes<Real>().repeat_and_multiply(data.front().numbers.data(), response.data(), response.size(),
                                     repeat);
}

template class Fft<float>;
template class Fft<double>;
template void multiply_and_cut(Fft<float>::Points&, const std::vector<float>&, std::size_t);
template void multiply_and_cut(Fft<double>::Points&, const std::vector<double>&, std::size_t);
template void repeat_and_multiply(Fft<float>::Points&, const std::vector<float>&, std::size_t);
template void repeat_and_multiply(Fft<double>::Points&, const std::vector<double>&, std::size_t);

}  // namespace mpietl::audio
#endif
