// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/quantise.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <cstring>

#include "mpietl/audio/quantise.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Scale and range of integers of `bits` bits, as floats. The largest integer of more than 24 bits
/// is no float; the largest float below 2^(bits-1) stands for it, and what is beyond saturates.
struct Range {
  float scale, lowest, highest;

  explicit Range(int bits)
      : scale(static_cast<float>(std::int64_t{1} << (bits - 1))),
        lowest(-scale),
        highest(bits > 24 ? scale * (1.0F - 0x1p-24F) : scale - 1.0F) {}
};

template <class D>
using Integers = hn::Vec<hn::RebindToSigned<D>>;

/// One vector of samples as integers; counts those whose rounded value is beyond the range.
template <class D>
HWY_INLINE Integers<D> quantise_vector(D d, hn::Vec<D> x, const Range& range, int bits,
                                       std::size_t& saturated) {
  const hn::RebindToSigned<D> di;
  const auto number = hn::IfThenElseZero(hn::Eq(x, x), x);
  const auto scaled = hn::Round(hn::Mul(number, hn::Set(d, range.scale)));
  const auto above = hn::Gt(scaled, hn::Set(d, range.highest));
  const auto below = hn::Lt(scaled, hn::Set(d, range.lowest));
  saturated += hn::CountTrue(d, hn::Or(above, below));
  const auto inside = hn::Min(hn::Max(scaled, hn::Set(d, range.lowest)), hn::Set(d, range.highest));
  const auto whole = hn::ConvertTo(di, inside);
  // Only here the largest integer is no float.
  if (bits <= 24) return whole;
  const auto most = static_cast<std::int32_t>((std::int64_t{1} << (bits - 1)) - 1);
  const auto above_i = hn::RebindMask(di, above);
  return hn::IfThenElse(above_i, hn::Set(di, most), whole);
}

/// Calls `store(i, integers)` for each vector; the last one may be shorter than `count` demands,
/// so it is padded with zeros and `store` is told how many count.
template <class Store>
HWY_INLINE std::size_t quantise_all(const float* HWY_RESTRICT samples, std::size_t count, int bits,
                                    const Store& store) {
  const hn::ScalableTag<float> d;
  const Range range(bits);
  std::size_t saturated = 0;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    store(i, hn::Lanes(d), quantise_vector(d, hn::LoadU(d, samples + i), range, bits, saturated));
  }
  if (i < count) {
    HWY_ALIGN float rest[hn::MaxLanes(hn::ScalableTag<float>())] = {};
    for (std::size_t k = i; k < count; ++k) rest[k - i] = samples[k];
    store(i, count - i, quantise_vector(d, hn::Load(d, rest), range, bits, saturated));
  }
  return saturated;
}

std::size_t quantise_16(const float* HWY_RESTRICT samples, std::size_t count,
                        std::int16_t* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const hn::Rebind<std::int16_t, decltype(d)> d16;
  return quantise_all(samples, count, 16, [&](std::size_t i, std::size_t use, auto integers) {
    HWY_ALIGN std::int16_t buffer[hn::MaxLanes(hn::ScalableTag<float>())];
    const auto shorts = hn::DemoteTo(d16, integers);
    if (use == hn::Lanes(d)) return hn::StoreU(shorts, d16, out + i);
    hn::Store(shorts, d16, buffer);
    for (std::size_t k = 0; k < use; ++k) out[i + k] = buffer[k];
  });
}

std::size_t quantise_32(const float* HWY_RESTRICT samples, std::size_t count, int bits,
                        std::int32_t* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  return quantise_all(samples, count, bits, [&](std::size_t i, std::size_t use, auto integers) {
    HWY_ALIGN std::int32_t buffer[hn::MaxLanes(hn::ScalableTag<float>())];
    const auto raised = hn::ShiftLeftSame(integers, 32 - bits);
    if (use == hn::Lanes(d)) return hn::StoreU(raised, di, out + i);
    hn::Store(raised, di, buffer);
    for (std::size_t k = 0; k < use; ++k) out[i + k] = buffer[k];
  });
}

/// Before a vector is stored, all integers that stand where it goes have been read: those of
/// samples i + k and later begin at byte 2 * (count + i + k), and 4 * (i + k) is not beyond that.
void dequantise_16(float* samples, std::size_t count) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Rebind<std::int16_t, decltype(d)> d16;
  const auto* shorts = reinterpret_cast<const std::int16_t*>(samples) + count;
  constexpr float step = 0x1p-15F;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto integers = hn::PromoteTo(di, hn::LoadU(d16, shorts + i));
    hn::StoreU(hn::Mul(hn::ConvertTo(d, integers), hn::Set(d, step)), d, samples + i);
  }
  for (; i < count; ++i) {
    std::int16_t integer = 0;
    std::memcpy(&integer, shorts + i, sizeof integer);
    samples[i] = static_cast<float>(integer) * step;
  }
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(quantise_16);
HWY_EXPORT(quantise_32);
HWY_EXPORT(dequantise_16);

std::int64_t quantise(std::span<const float> samples, std::span<std::int16_t> out) {
  return static_cast<std::int64_t>(
      HWY_DYNAMIC_DISPATCH(quantise_16)(samples.data(), samples.size(), out.data()));
}

void dequantise(std::span<float> samples) {
  HWY_DYNAMIC_DISPATCH(dequantise_16)(samples.data(), samples.size());
}

std::int64_t quantise(std::span<const float> samples, int bits, std::span<std::int32_t> out) {
  return static_cast<std::int64_t>(
      HWY_DYNAMIC_DISPATCH(quantise_32)(samples.data(), samples.size(), bits, out.data()));
}

}  // namespace mpietl::audio
#endif
