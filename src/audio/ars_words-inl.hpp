// ARS4x32-7 in vectors. Included by each file that Highway compiles once for each instruction set,
// after its own headers, and so as often.
#if defined(MPIETL_AUDIO_ARS_WORDS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef MPIETL_AUDIO_ARS_WORDS_INL_HPP
#undef MPIETL_AUDIO_ARS_WORDS_INL_HPP
#else
#define MPIETL_AUDIO_ARS_WORDS_INL_HPP
#endif

#include <hwy/highway.h>

#include "audio/ars.hpp"
#include "mpietl/audio/random.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The most lanes of 32 bits that are used: more than any vector in use has.
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

/// Words `word` + 0, 1, 2, … of those blocks; `word` is a multiple of the vector's length.
HWY_INLINE VU ars_words(std::uint64_t word, const Source& source) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto& [id, upper] = source;
  const auto block =
      ars4x32_7({low(word / 4), high(word / 4), low(upper), high(upper)}, key_words(id));
  return hn::LoadU(U(), block.data() + word % 4);
}

#else

/// The blocks of counters {block, upper} (64 bits each) under the key `id`, made ready for the AES
/// instructions.
struct Source {
  Source(const StreamId& id, std::uint64_t upper_half)
      : keys(ars_round_keys<ars_rounds>({id.low, id.high})), upper(upper_half) {}

  alignas(16) std::array<Half128, ars_rounds + 1> keys;
  std::uint64_t upper;
};

/// Lanes of 64 bits that one AES instruction takes.
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

/// Words `word` + 0, 1, 2, … of those blocks; `word` is a multiple of the vector's length.
HWY_INLINE VU ars_words(std::uint64_t word, const Source& source) {
  return hn::BitCast(U(), ars_blocks(hn::Repartition<std::uint64_t, U>(), word / 4, source));
}

#endif

/// Calls `add(samples, group, source, scale)` for each group of `group_samples` samples, counted
/// from sample 0 of the signal, that has some of `samples`; a group that is cut is made whole.
// No closure: with one, noise takes a twentieth longer.
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

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
