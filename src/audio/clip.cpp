// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/clip.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include "mpietl/audio/clip.hpp"

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

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(clip);

std::int64_t clip(std::span<float> samples, float low, float high) {
  return HWY_DYNAMIC_DISPATCH(clip)(samples.data(), samples.size(), low, high);
}

}  // namespace mpietl::audio
#endif
