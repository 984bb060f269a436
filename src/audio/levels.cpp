// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/levels.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <cmath>
#include <limits>

#include "audio/piece_levels.hpp"
#include "mpietl/audio/levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr float largest_finite = std::numeric_limits<float>::max();
constexpr float silent_below = 0.001F;

// More lanes than any vector in use has: the same sums whatever the vectors.
constexpr std::size_t lanes = 16;
constexpr std::size_t run = 16 * lanes;  // short: the rounding of sums stays below 1e-6

using F = hn::CappedTag<float, lanes>;
using I = hn::RebindToSigned<F>;
using D = hn::CappedTag<double, lanes / 2>;
using HalfF = hn::Rebind<float, D>;

/// Adds lanes k and k + 8 of `sums` to total k.
HWY_INLINE void add_run(const float* HWY_RESTRICT sums, double* HWY_RESTRICT totals) {
  for (std::size_t k = 0; k < lanes / 2; k += hn::Lanes(D())) {
    const auto sum = hn::Add(hn::PromoteTo(D(), hn::Load(HalfF(), sums + k)),
                             hn::PromoteTo(D(), hn::Load(HalfF(), sums + k + lanes / 2)));
    hn::Store(hn::Add(hn::Load(D(), totals + k), sum), D(), totals + k);
  }
}

/// Adds as many whole runs of `samples` as there are and returns their number of samples; or adds
/// nothing and returns 0 when squares in single precision would not do.
template <Silence silence>
std::size_t add_ordinary(const float* HWY_RESTRICT samples, std::size_t count,
                         PieceLevels& levels) {
  const F d;
  const I di;
  HWY_ALIGN float sums[lanes];
  HWY_ALIGN double totals[lanes / 2] = {};
  auto largest = hn::Zero(di);
  std::size_t silent = 0;
  std::size_t done = 0;
  for (; done + run <= count; done += run) {
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
      auto sum = hn::Zero(d);
      for (std::size_t i = done + lane; i < done + run; i += lanes) {
        const auto x = hn::Abs(hn::LoadU(d, samples + i));
        // Magnitudes are ordered as their bits are, infinity and NaN last.
        largest = hn::Max(largest, hn::BitCast(di, x));
        if constexpr (silence == Silence::counted) {
          silent += hn::CountTrue(d, hn::Lt(x, hn::Set(d, silent_below)));
        }
        sum = hn::Add(sum, hn::Mul(x, x));
      }
      hn::Store(sum, d, sums + lane);
    }
    add_run(sums, totals);
  }
  const double peak = hn::GetLane(hn::BitCast(d, hn::MaxOfLanes(di, largest)));
  constexpr double too_large = 1e15;
  constexpr double too_small = 1e-15;
  if (!(peak < too_large) || (peak < too_small && peak > 0.0)) return 0;
  levels.peak = peak;
  for (const double total : totals) levels.sum_of_squares += total;
  levels.finite = static_cast<std::int64_t>(done);
  levels.silent = static_cast<std::int64_t>(silent);
  return done;
}

template <Silence silence>
PieceLevels levels_of(const float* HWY_RESTRICT samples, std::size_t count) {
  PieceLevels levels;
  for (std::size_t i = add_ordinary<silence>(samples, count, levels); i < count; ++i) {
    const double y = std::fabs(samples[i]);
    if (!(y <= largest_finite)) {
      ++levels.not_finite;
      continue;
    }
    ++levels.finite;
    if (silence == Silence::counted && y < silent_below) ++levels.silent;
    levels.peak = HWY_MAX(levels.peak, y);
    levels.sum_of_squares += y * y;
  }
  return levels;
}

PieceLevels piece_levels(const float* HWY_RESTRICT samples, std::size_t count, Silence silence) {
  return silence == Silence::counted ? levels_of<Silence::counted>(samples, count)
                                     : levels_of<Silence::ignored>(samples, count);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(piece_levels);

void Levels::add(std::span<const float> piece, Silence silence) {
  const auto levels = HWY_DYNAMIC_DISPATCH(piece_levels)(piece.data(), piece.size(), silence);
  peak = HWY_MAX(peak, levels.peak);
  power.add(levels.sum_of_squares);
  finite += levels.finite;
  not_finite += levels.not_finite;
  silent += levels.silent;
}

void Levels::add(const Levels& other) {
  peak = HWY_MAX(peak, other.peak);
  power.add(other.power);
  finite += other.finite;
  not_finite += other.not_finite;
  silent += other.silent;
}

double Levels::rms() const {
  return finite == 0 ? 0.0 : std::sqrt(power.value() / static_cast<double>(finite));
}

}  // namespace mpietl::audio
#endif
