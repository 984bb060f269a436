// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/scale.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include "mpietl/audio/scale.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {

void scale(float* HWY_RESTRICT samples, std::size_t count, double factor) {
  std::size_t i = 0;
// Highway's own emulation of vectors makes infinity the largest float.
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<double> dd;
  const hn::Rebind<float, decltype(dd)> d;
  const auto factors = hn::Set(dd, factor);
  for (; i + hn::Lanes(dd) <= count; i += hn::Lanes(dd)) {
    const auto x = hn::PromoteTo(dd, hn::LoadU(d, samples + i));
    hn::StoreU(hn::DemoteTo(d, hn::Mul(x, factors)), d, samples + i);
  }
#endif
  for (; i < count; ++i) samples[i] = static_cast<float>(samples[i] * factor);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(scale);

void scale(std::span<float> samples, double factor) {
  HWY_DYNAMIC_DISPATCH(scale)(samples.data(), samples.size(), factor);
}

}  // namespace mpietl::audio
#endif
