// The AES instructions of 512 bits, which Highway leaves out unless asked.
#define HWY_WANT_AVX3_DL
// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/gaussian_kernel.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include "audio/ars_words-inl.hpp"
#include "mpietl/audio/random.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t group_samples = 4 * lanes;

HWY_INLINE VF constant(float value) { return hn::Set(F(), value); }

// No fused multiply-add anywhere: the same bits with and without FMA in the hardware.
HWY_INLINE VF times_plus(VF a, VF b, float c) { return hn::Add(hn::Mul(a, b), constant(c)); }

/// -2 ln u for u = (low 31 bits + 0.5) / 2^31, by a polynomial of ln x / (x - 1) on [sqrt(1/2),
/// sqrt(2)) whose relative error is below 1.8e-7.
HWY_INLINE VF minus_two_log(VU bits) {
  const VI whole = hn::BitCast(I(), hn::And(bits, hn::Set(U(), 0x7FFFFFFFU)));
  const VF x = hn::Add(hn::ConvertTo(F(), whole), constant(0.5F));
  constexpr std::int32_t sqrt_half = 0x3F3504F3;
  constexpr std::int32_t mantissa_mask = 0x007FFFFF;
  constexpr std::int32_t octave = mantissa_mask + 1;
  const VI shifted = hn::Sub(hn::BitCast(I(), x), hn::Set(I(), sqrt_half + 31 * octave));
  const VI mantissa =
      hn::Add(hn::And(shifted, hn::Set(I(), mantissa_mask)), hn::Set(I(), sqrt_half));
  const VF octaves = hn::ConvertTo(F(), hn::ShiftRight<23>(shifted));
  const VF t = hn::Sub(hn::BitCast(F(), mantissa), constant(1.0F));
  VF p = constant(0.202137813F);
  p = times_plus(p, t, -0.324451566F);
  p = times_plus(p, t, 0.345016599F);
  p = times_plus(p, t, -0.39800331F);
  p = times_plus(p, t, 0.499398172F);
  p = times_plus(p, t, -0.666701198F);
  p = times_plus(p, t, 1.00000727F);
  p = times_plus(p, t, -1.99999988F);
  // u may round up to 1, never above: the sum is never negative.
  return hn::Add(hn::Mul(octaves, constant(-1.386294361119891F)), hn::Mul(t, p));
}

/// The sine of an eighth of a turn times (low 31 bits as a signed number) / 2^30 (sinf of Cephes).
HWY_INLINE VF sine_of_octant(VU bits) {
  constexpr float radians = 3.6572951981680397e-10F;  // pi / 4 / 2^31
  const VI number = hn::BitCast(I(), hn::ShiftLeft<1>(bits));
  const VF a = hn::Mul(hn::ConvertTo(F(), number), constant(radians));
  const VF a2 = hn::Mul(a, a);
  VF s = times_plus(constant(-1.9515295891E-4F), a2, 8.3321608736E-3F);
  s = times_plus(s, a2, -1.6666654611E-1F);
  return hn::Add(hn::Mul(hn::Mul(s, a2), a), a);
}

struct Pair {
  VF first, second;
};

/// Two independent deviates by Box and Muller. The sine tells a point of the right quarter of the
/// circle, 45 degrees to either side of the axis; the top bit of `w0` mirrors it to the left
/// quarter, and that of `w1` exchanges the coordinates: so every quarter is as likely.
HWY_INLINE Pair gaussian_pair(VU w0, VU w1, VF stddev) {
  const VF length = hn::Mul(hn::Sqrt(minus_two_log(w0)), stddev);
  const VF sine = sine_of_octant(w1);
  const VF cosine = hn::Sqrt(hn::Sub(constant(1.0F), hn::Mul(sine, sine)));
  const VF x = hn::CopySign(hn::Mul(length, cosine), hn::BitCast(F(), w0));
  const VF y = hn::Mul(length, sine);
  const auto exchange = hn::RebindMask(F(), hn::Lt(hn::BitCast(I(), w1), hn::Zero(I())));
  return {hn::IfThenElse(exchange, y, x), hn::IfThenElse(exchange, x, y)};
}

HWY_INLINE void add(VF noise, float* HWY_RESTRICT sample) {
  hn::StoreU(hn::Add(hn::LoadU(F(), sample), noise), F(), sample);
}

/// One whole group of 64 samples.
HWY_INLINE void add_noise_group(float* HWY_RESTRICT samples, std::uint64_t group,
                                const Source& source, VF stddev) {
  for (std::size_t pair = 0; pair < group_samples; pair += 2 * lanes) {
    for (std::size_t lane = pair; lane < pair + lanes; lane += hn::Lanes(F())) {
      const std::uint64_t word = group_samples * group + lane;
      const auto [first, second] =
          gaussian_pair(ars_words(word, source), ars_words(word + lanes, source), stddev);
      add(first, samples + lane);
      add(second, samples + lane + lanes);
    }
  }
}

void add_gaussian(float* HWY_RESTRICT samples, std::size_t count, std::uint64_t first_sample,
                  const Stream& stream, float stddev) {
  const Source source{stream.id, stream.place};
  for_each_group<group_samples, add_noise_group>(samples, count, first_sample, source,
                                                 constant(stddev));
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
