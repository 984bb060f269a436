// The 512-bit AES instructions, which Highway uses only on request.
#define HWY_WANT_AVX3_DL
// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/noise.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include "audio/ars.hpp"
#include "mpietl/audio/noise.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The largest number of 32-bit lanes used: no vector in use has more.
constexpr std::size_t lanes = 16;

using F = hn::CappedTag<float, lanes>;
using I = hn::RebindToSigned<F>;
using U = hn::RebindToUnsigned<F>;
using VF = hn::Vec<F>;
using VI = hn::Vec<I>;
using VU = hn::Vec<U>;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

/// The blocks of counters {block, upper} (64 bits each) under the key `id`.
struct Source {
  StreamId id;
  std::uint64_t upper = 0;
};

/// Words `word` + 0, 1, 2, … of the blocks; `word` is a multiple of the vector's length.
HWY_INLINE VU ars_words(std::uint64_t word, const Source& source) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto& [id, upper] = source;
  const auto block =
      ars4x32_7({low(word / 4), high(word / 4), low(upper), high(upper)}, key_words(id));
  return hn::LoadU(U(), block.data() + word % 4);
}

#else

/// The blocks of counters {block, upper} (64 bits each) under the key `id`, prepared for AES
/// instructions.
struct Source {
  Source(const StreamId& id, std::uint64_t upper_half)
      : keys(ars_round_keys<ars_rounds>({id.low, id.high})), upper(upper_half) {}

  alignas(16) std::array<Half128, ars_rounds + 1> keys;
  std::uint64_t upper;
};

/// 64-bit lanes that one AES instruction processes.
#if HWY_TARGET == HWY_AVX3_DL || HWY_HAVE_SCALABLE
constexpr std::size_t aes_lanes = lanes / 2;
#else
constexpr std::size_t aes_lanes = 2;
#endif

/// The ARS blocks `block` + 0, 1, ….
template <class D>
HWY_INLINE hn::Vec<D> ars_blocks(D d, std::uint64_t block, const Source& source) {
  if constexpr (hn::MaxLanes(D()) > aes_lanes) {
    const hn::Half<D> half;
    return hn::Combine(d, ars_blocks(half, block + hn::Lanes(half) / 2, source),
                       ars_blocks(half, block, source));
  } else {
    const hn::Repartition<std::uint8_t, D> bytes;
    const auto key = [&](std::size_t round) {
      return hn::BitCast(bytes, hn::LoadDup128(d, source.keys[round].data()));
    };
    const auto counter = hn::Add(hn::ShiftRight<1>(hn::Iota(d, 0)), hn::Set(d, block));
    auto state = hn::BitCast(bytes, hn::OddEven(hn::Set(d, source.upper), counter));
    state = hn::Xor(state, key(0));
    for (std::size_t round = 1; round < ars_rounds; ++round) {
      state = hn::AESRound(state, key(round));
    }
    return hn::BitCast(d, hn::AESLastRound(state, key(ars_rounds)));
  }
}

/// Words `word` + 0, 1, 2, … of the blocks; `word` is a multiple of the vector's length.
HWY_INLINE VU ars_words(std::uint64_t word, const Source& source) {
  return hn::BitCast(U(), ars_blocks(hn::Repartition<std::uint64_t, U>(), word / 4, source));
}

#endif

/// Calls `add(samples, group, source, scale)` for each group of `group_samples` samples, counted
/// from sample 0 of the signal, that overlaps with `samples`; partial groups are completed in a
/// buffer.
// A closure instead of a template argument makes noise 5 % slower.
template <std::size_t group_samples, auto add>
HWY_INLINE void for_each_group(float* HWY_RESTRICT samples, std::size_t count,
                               std::uint64_t first_sample, const Source& source, VF scale) {
  std::size_t i = 0;
  while (i < count) {
    const std::uint64_t position = first_sample + i;
    const auto skip = static_cast<std::size_t>(position % group_samples);
    const std::size_t use = HWY_MIN(group_samples - skip, count - i);
    if (use == group_samples) {
      add(samples + i, position / group_samples, source, scale);
    } else {
      HWY_ALIGN float whole[group_samples] = {};
      for (std::size_t k = 0; k < use; ++k) whole[skip + k] = samples[i + k];
      add(whole, position / group_samples, source, scale);
      for (std::size_t k = 0; k < use; ++k) samples[i + k] = whole[skip + k];
    }
    i += use;
  }
}

constexpr std::size_t group_samples = 4 * lanes;

HWY_INLINE VF constant(float value) { return hn::Set(F(), value); }

// Without fused multiply-add: the same bits with and without FMA in hardware.
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

/// Makes two independent deviates by Box and Muller: `first` and `second`, by reference since a
/// structure cannot contain vectors of SVE. The sine gives a point on the right quarter of the
/// circle, 45 degrees to either side of the axis. The top bit of `w0` mirrors it to the left
/// quarter, and that of `w1` exchanges the coordinates, so that all quarters are equally likely.
HWY_INLINE void gaussian_pair(VU w0, VU w1, VF stddev, VF& first, VF& second) {
  const VF length = hn::Mul(hn::Sqrt(minus_two_log(w0)), stddev);
  const VF sine = sine_of_octant(w1);
  const VF cosine = hn::Sqrt(hn::Sub(constant(1.0F), hn::Mul(sine, sine)));
  const VF x = hn::CopySign(hn::Mul(length, cosine), hn::BitCast(F(), w0));
  const VF y = hn::Mul(length, sine);
  const auto exchange = hn::RebindMask(F(), hn::Lt(hn::BitCast(I(), w1), hn::Zero(I())));
  first = hn::IfThenElse(exchange, y, x);
  second = hn::IfThenElse(exchange, x, y);
}

HWY_INLINE void add(VF noise, float* HWY_RESTRICT sample) {
  hn::StoreU(hn::Add(hn::LoadU(F(), sample), noise), F(), sample);
}

/// Adds noise to one group of 64 samples.
HWY_INLINE void add_noise_group(float* HWY_RESTRICT samples, std::uint64_t group,
                                const Source& source, VF stddev) {
  for (std::size_t pair = 0; pair < group_samples; pair += 2 * lanes) {
    for (std::size_t lane = pair; lane < pair + lanes; lane += hn::Lanes(F())) {
      const std::uint64_t word = group_samples * group + lane;
      VF first;
      VF second;
      gaussian_pair(ars_words(word, source), ars_words(word + lanes, source), stddev, first,
                    second);
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

/// Adds the difference of the two halves of each word, times `unit`.
HWY_INLINE void add_dither_group(float* HWY_RESTRICT samples, std::uint64_t group,
                                 const Source& source, VF unit) {
  for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(F())) {
    const VU words = ars_words(lanes * group + lane, source);
    const VI low = hn::BitCast(I(), hn::And(words, hn::Set(U(), 0xFFFFU)));
    const VI high = hn::BitCast(I(), hn::ShiftRight<16>(words));
    const VF dither = hn::Mul(hn::ConvertTo(F(), hn::Sub(low, high)), unit);
    hn::StoreU(hn::Add(hn::LoadU(F(), samples + lane), dither), F(), samples + lane);
  }
}

void add_tpdf_dither(float* HWY_RESTRICT samples, std::size_t count, std::uint64_t first_sample,
                     const StreamId& id, float unit) {
  constexpr std::uint64_t for_dither = std::uint64_t{2} << 32U;
  const Source source{id, for_dither};
  for_each_group<lanes, add_dither_group>(samples, count, first_sample, source, hn::Set(F(), unit));
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(add_gaussian);
HWY_EXPORT(add_tpdf_dither);

void add_gaussian(std::span<float> samples, std::uint64_t first_sample, const Stream& stream,
                  float stddev) {
  HWY_DYNAMIC_DISPATCH(add_gaussian)
  (samples.data(), samples.size(), first_sample, stream, stddev);
}

void add_tpdf_dither(std::span<float> samples, std::uint64_t first_sample, const StreamId& id,
                     int bits) {
  constexpr int fraction_bits = 16;
  const float unit = 1.0F / static_cast<float>(std::uint64_t{1} << (bits - 1 + fraction_bits));
  HWY_DYNAMIC_DISPATCH(add_tpdf_dither)(samples.data(), samples.size(), first_sample, id, unit);
}

}  // namespace mpietl::audio
#endif
