// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/sample_kernels.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <cmath>
#include <limits>

#include "mpietl/audio/clip.hpp"
#include "mpietl/audio/levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

std::int64_t clip(float* HWY_RESTRICT samples, std::size_t count, float low, float high) {
  const hn::ScalableTag<float> d;
  const auto lowest = hn::Set(d, low);
  const auto highest = hn::Set(d, high);
  std::size_t changed = 0;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, samples + i);
    const auto above = hn::Gt(x, highest);
    const auto below = hn::Lt(x, lowest);
    changed += hn::CountTrue(d, hn::Or(above, below));
    hn::StoreU(hn::IfThenElse(above, highest, hn::IfThenElse(below, lowest, x)), d, samples + i);
  }
  for (; i < count; ++i) {
    const float x = samples[i];
    if (x > high || x < low) ++changed;
    samples[i] = x > high ? high : x < low ? low : x;
  }
  return static_cast<std::int64_t>(changed);
}

void add_levels(const float* HWY_RESTRICT samples, std::size_t count, Levels& levels) {
  constexpr float largest = std::numeric_limits<float>::max();
  double largest_seen = 0.0;
  double sum = 0.0;
  std::size_t finite = 0;
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<float> d;
  const hn::Repartition<double, decltype(d)> dd;
  const hn::Half<decltype(d)> half;
  auto peak = hn::Zero(d);
  auto sum_low = hn::Zero(dd);
  auto sum_high = hn::Zero(dd);
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, samples + i);
    const auto is_finite = hn::Le(hn::Abs(x), hn::Set(d, largest));
    const auto y = hn::IfThenElseZero(is_finite, hn::Abs(x));
    finite += hn::CountTrue(d, is_finite);
    peak = hn::Max(peak, y);
    const auto low = hn::PromoteTo(dd, hn::LowerHalf(half, y));
    const auto high = hn::PromoteTo(dd, hn::UpperHalf(half, y));
    sum_low = hn::MulAdd(low, low, sum_low);
    sum_high = hn::MulAdd(high, high, sum_high);
  }
  largest_seen = hn::GetLane(hn::MaxOfLanes(d, peak));
  sum = hn::GetLane(hn::SumOfLanes(dd, hn::Add(sum_low, sum_high)));
#endif
  for (; i < count; ++i) {
    const double y = std::fabs(samples[i]);
    if (!(y <= largest)) continue;
    ++finite;
    largest_seen = HWY_MAX(largest_seen, y);
    sum += y * y;
  }
  levels.peak = HWY_MAX(levels.peak, largest_seen);
  levels.sum_of_squares += sum;
  levels.finite += static_cast<std::int64_t>(finite);
  levels.not_finite += static_cast<std::int64_t>(count - finite);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(clip);
HWY_EXPORT(add_levels);

std::int64_t clip(std::span<float> samples, float low, float high) {
  return HWY_DYNAMIC_DISPATCH(clip)(samples.data(), samples.size(), low, high);
}

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
