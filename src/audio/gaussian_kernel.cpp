// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/gaussian_kernel.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include "audio/philox.hpp"
#include "mpietl/audio/random.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t lanes = 16;  // of a group: more than any vector in use has
constexpr std::size_t group_samples = 4 * lanes;

using F = hn::CappedTag<float, lanes>;
using I = hn::RebindToSigned<F>;
using U = hn::RebindToUnsigned<F>;
using VF = hn::Vec<F>;
using VI = hn::Vec<I>;
using VU = hn::Vec<U>;

/// Four words for each lane. A counter's words sit in the low halves of 64-bit lanes, where the
/// widening multiplication wants them; what stands in the high halves is never looked at.
struct Words {
  VU w0, w1, w2, w3;
};

#if HWY_TARGET == HWY_SCALAR

/// The Philox block of `counter`.
HWY_INLINE Words philox(std::uint64_t counter, const Stream& stream) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto words = philox4x32_10({low(counter), high(counter), low(stream.id.high), stream.place},
                                   {low(stream.id.low), high(stream.id.low)});
  return {hn::Set(U(), words[0]), hn::Set(U(), words[1]), hn::Set(U(), words[2]),
          hn::Set(U(), words[3])};
}

#else

using Wide = hn::Repartition<std::uint64_t, U>;

HWY_INLINE VU high_half(VU product) {
  return hn::BitCast(U(), hn::ShiftRight<32>(hn::BitCast(Wide(), product)));
}

HWY_INLINE Words philox_half(Words c, std::uint64_t key) {
  const auto multiplier0 = hn::Set(U(), philox_multiplier0);
  const auto multiplier1 = hn::Set(U(), philox_multiplier1);
  auto key0 = static_cast<std::uint32_t>(key);
  auto key1 = static_cast<std::uint32_t>(key >> 32U);
  for (int round = 0; round < philox_rounds; ++round) {
    const VU product0 = hn::BitCast(U(), hn::MulEven(c.w0, multiplier0));
    const VU product1 = hn::BitCast(U(), hn::MulEven(c.w2, multiplier1));
    c = {hn::Xor(hn::Xor(high_half(product1), c.w1), hn::Set(U(), key0)), product1,
         hn::Xor(hn::Xor(high_half(product0), c.w3), hn::Set(U(), key1)), product0};
    key0 += philox_weyl0;
    key1 += philox_weyl1;
  }
  return c;
}

HWY_INLINE VU join_halves(VU even, VU odd) {
  const auto raised = hn::BitCast(U(), hn::ShiftLeft<32>(hn::BitCast(Wide(), odd)));
  return hn::OddEven(raised, even);
}

/// The Philox blocks of `counter` + 0, 1, 2, …; `counter` is a multiple of the vector's length.
HWY_INLINE Words philox(std::uint64_t counter, const Stream& stream) {
  const VU low = hn::Iota(U(), static_cast<std::uint32_t>(counter));
  const VU high = hn::Set(U(), static_cast<std::uint32_t>(counter >> 32U));
  const VU item = hn::Set(U(), static_cast<std::uint32_t>(stream.id.high));
  const VU place = hn::Set(U(), stream.place);
  const Words even = philox_half({low, high, item, place}, stream.id.low);
  const Words odd = philox_half({high_half(low), high, item, place}, stream.id.low);
  return {join_halves(even.w0, odd.w0), join_halves(even.w1, odd.w1), join_halves(even.w2, odd.w2),
          join_halves(even.w3, odd.w3)};
}

#endif

HWY_INLINE VF constant(float value) { return hn::Set(F(), value); }

// No fused multiply-add anywhere: the same bits with and without FMA in the hardware.
HWY_INLINE VF times_plus(VF a, VF b, float c) { return hn::Add(hn::Mul(a, b), constant(c)); }

/// sqrt(-2 ln u) for u = (bits / 2 + 0.5) / 2^31 (logf of Cephes, on [sqrt(1/2), sqrt(2))).
HWY_INLINE VF radius(VU bits) {
  const VF x =
      hn::Add(hn::ConvertTo(F(), hn::BitCast(I(), hn::ShiftRight<1>(bits))), constant(0.5F));
  constexpr std::int32_t sqrt_half = 0x3F3504F3;
  constexpr std::int32_t mantissa_mask = 0x007FFFFF;
  const VI shifted = hn::Sub(hn::BitCast(I(), x), hn::Set(I(), sqrt_half));
  const VI mantissa =
      hn::Add(hn::And(shifted, hn::Set(I(), mantissa_mask)), hn::Set(I(), sqrt_half));
  const VF t = hn::Sub(hn::BitCast(F(), mantissa), constant(1.0F));
  const VF octaves = hn::ConvertTo(F(), hn::Sub(hn::ShiftRight<23>(shifted), hn::Set(I(), 31)));
  VF p = times_plus(constant(7.0376836292E-2F), t, -1.1514610310E-1F);
  p = times_plus(p, t, 1.1676998740E-1F);
  p = times_plus(p, t, -1.2420140846E-1F);
  p = times_plus(p, t, 1.4249322787E-1F);
  p = times_plus(p, t, -1.6668057665E-1F);
  p = times_plus(p, t, 2.0000714765E-1F);
  p = times_plus(p, t, -2.4999993993E-1F);
  p = times_plus(p, t, 3.3333331174E-1F);
  const VF t2 = hn::Mul(t, t);
  const VF tail = hn::Sub(hn::Mul(hn::Mul(t2, t), p), hn::Mul(t2, constant(0.5F)));
  const VF logarithm = hn::Add(hn::Mul(octaves, constant(0.693147180559945F)), hn::Add(t, tail));
  // u may round up to 1, never above: the product is never negative.
  return hn::Sqrt(hn::Mul(logarithm, constant(-2.0F)));
}

struct CosineSine {
  VF cosine, sine;
};

/// Cosine and sine of bits / 2^32 turns (cosf and sinf of Cephes, on [-pi/4, pi/4]).
HWY_INLINE CosineSine cosine_sine(VU bits) {
  const VU quarter = hn::ShiftRight<30>(hn::Add(bits, hn::Set(U(), 1U << 29U)));
  const VU rest = hn::Sub(bits, hn::ShiftLeft<30>(quarter));
  constexpr float radians = 1.4629180792671596e-09F;  // 2 pi / 2^32
  const VF a = hn::Mul(hn::ConvertTo(F(), hn::BitCast(I(), rest)), constant(radians));
  const VF a2 = hn::Mul(a, a);
  VF s = times_plus(constant(-1.9515295891E-4F), a2, 8.3321608736E-3F);
  s = times_plus(s, a2, -1.6666654611E-1F);
  s = hn::Add(hn::Mul(hn::Mul(s, a2), a), a);
  VF c = times_plus(constant(2.443315711809948E-5F), a2, -1.388731625493765E-3F);
  c = times_plus(c, a2, 4.166664568298827E-2F);
  c = hn::Add(hn::Mul(hn::Mul(c, a2), a2), times_plus(constant(-0.5F), a2, 1.0F));
  const auto odd = hn::TestBit(quarter, hn::Set(U(), 1));
  const auto swapped = hn::MaskFromVec(hn::BitCast(F(), hn::VecFromMask(U(), odd)));
  const VU sine_sign = hn::ShiftLeft<31>(hn::ShiftRight<1>(quarter));
  const VU cosine_sign = hn::ShiftLeft<31>(hn::ShiftRight<1>(hn::Add(quarter, hn::Set(U(), 1))));
  const VF cosine = hn::IfThenElse(swapped, s, c);
  const VF sine = hn::IfThenElse(swapped, c, s);
  return {hn::Xor(cosine, hn::BitCast(F(), cosine_sign)),
          hn::Xor(sine, hn::BitCast(F(), sine_sign))};
}

HWY_INLINE void add_scaled(VF z, VF stddev, float* HWY_RESTRICT sample) {
  hn::StoreU(hn::Add(hn::LoadU(F(), sample), hn::Mul(z, stddev)), F(), sample);
}

/// One whole group of 64 samples.
HWY_INLINE void add_group(float* HWY_RESTRICT samples, std::uint64_t group, const Stream& stream,
                          VF stddev) {
  for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(F())) {
    const Words words = philox(lanes * group + lane, stream);
    const VF radius01 = radius(words.w0);
    const VF radius23 = radius(words.w2);
    const auto [cosine1, sine1] = cosine_sine(words.w1);
    const auto [cosine3, sine3] = cosine_sine(words.w3);
    add_scaled(hn::Mul(radius01, cosine1), stddev, samples + lane);
    add_scaled(hn::Mul(radius01, sine1), stddev, samples + lane + lanes);
    add_scaled(hn::Mul(radius23, cosine3), stddev, samples + lane + 2 * lanes);
    add_scaled(hn::Mul(radius23, sine3), stddev, samples + lane + 3 * lanes);
  }
}

void add_gaussian(float* HWY_RESTRICT samples, std::size_t count, std::uint64_t first_sample,
                  const Stream& stream, float stddev) {
  const VF deviation = constant(stddev);
  std::size_t i = 0;
  while (i < count) {
    const std::uint64_t position = first_sample + i;
    const auto skip = static_cast<std::size_t>(position % group_samples);
    const std::size_t use = HWY_MIN(group_samples - skip, count - i);
    if (use == group_samples) {
      add_group(samples + i, position / group_samples, stream, deviation);
    } else {
      HWY_ALIGN float whole[group_samples] = {};
      for (std::size_t k = 0; k < use; ++k) whole[skip + k] = samples[i + k];
      add_group(whole, position / group_samples, stream, deviation);
      for (std::size_t k = 0; k < use; ++k) samples[i + k] = whole[skip + k];
    }
    i += use;
  }
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(add_gaussian);

void add_gaussian(std::span<float> samples, std::uint64_t first_sample, const Stream& stream,
                  float stddev) {
  HWY_DYNAMIC_DISPATCH(add_gaussian)
  (samples.data(), samples.size(), first_sample, stream, stddev);
}

}  // namespace mpietl::audio
#endif
