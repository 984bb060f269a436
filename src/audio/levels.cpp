// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/levels.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <cmath>
#include <limits>

#include "mpietl/audio/levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr float largest_finite = std::numeric_limits<float>::max();

#if HWY_TARGET == HWY_SCALAR

std::size_t add_ordinary(const float* HWY_RESTRICT /*samples*/, std::size_t /*count*/,
                         Levels& /*levels*/) {
  return 0;
}

#else

/// Adds as many whole runs of `samples` as there are and returns their number of samples; or adds
/// nothing and returns 0 when squares in single precision would not do.
std::size_t add_ordinary(const float* HWY_RESTRICT samples, std::size_t count, Levels& levels) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Repartition<double, decltype(d)> dd;
  const hn::Half<decltype(d)> half;
  const std::size_t run = 16 * hn::Lanes(d);  // short: the rounding of sums stays below 1e-6
  auto largest = hn::Zero(di);
  auto total = hn::Zero(dd);
  std::size_t done = 0;
  for (; done + run <= count; done += run) {
    auto sum = hn::Zero(d);
    for (std::size_t i = done; i < done + run; i += hn::Lanes(d)) {
      const auto x = hn::Abs(hn::LoadU(d, samples + i));
      // Magnitudes are ordered as their bits are, infinity and NaN last.
      largest = hn::Max(largest, hn::BitCast(di, x));
      sum = hn::Add(sum, hn::Mul(x, x));
    }
    total = hn::Add(total, hn::Add(hn::PromoteTo(dd, hn::LowerHalf(half, sum)),
                                   hn::PromoteTo(dd, hn::UpperHalf(half, sum))));
  }
  const double peak = hn::GetLane(hn::BitCast(d, hn::MaxOfLanes(di, largest)));
  constexpr double too_large = 1e15;
  constexpr double too_small = 1e-15;
  if (!(peak < too_large) || (peak < too_small && peak > 0.0)) return 0;
  levels.peak = HWY_MAX(levels.peak, peak);
  levels.sum_of_squares += hn::GetLane(hn::SumOfLanes(dd, total));
  levels.finite += static_cast<std::int64_t>(done);
  return done;
}

#endif

void add_levels(const float* HWY_RESTRICT samples, std::size_t count, Levels& levels) {
  for (std::size_t i = add_ordinary(samples, count, levels); i < count; ++i) {
    const double y = std::fabs(samples[i]);
    if (!(y <= largest_finite)) {
      ++levels.not_finite;
      continue;
    }
    ++levels.finite;
    levels.peak = HWY_MAX(levels.peak, y);
    levels.sum_of_squares += y * y;
  }
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(add_levels);

void Levels::add(std::span<const float> samples) {
  HWY_DYNAMIC_DISPATCH(add_levels)(samples.data(), samples.size(), *this);
}

void Levels::add(const Levels& other) {
  peak = HWY_MAX(peak, other.peak);
  sum_of_squares += other.sum_of_squares;
  finite += other.finite;
  not_finite += other.not_finite;
}

double Levels::rms() const {
  return finite == 0 ? 0.0 : std::sqrt(sum_of_squares / static_cast<double>(finite));
}

}  // namespace mpietl::audio
#endif
