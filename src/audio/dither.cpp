// The AES instructions of 512 bits, which Highway leaves out unless asked.
#define HWY_WANT_AVX3_DL
// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/dither.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include "audio/ars_words-inl.hpp"
#include "mpietl/audio/dither.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

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

HWY_EXPORT(add_tpdf_dither);

void add_tpdf_dither(std::span<float> samples, std::uint64_t first_sample, const StreamId& id,
                     int bits) {
  constexpr int fraction_bits = 16;
  const float unit = 1.0F / static_cast<float>(std::uint64_t{1} << (bits - 1 + fraction_bits));
  HWY_DYNAMIC_DISPATCH(add_tpdf_dither)(samples.data(), samples.size(), first_sample, id, unit);
}

}  // namespace mpietl::audio
#endif
