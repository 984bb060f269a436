// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/samples.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/samples.hpp"

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

void scale(float* HWY_RESTRICT samples, std::size_t count, double factor) {
  std::size_t i = 0;
// Highway's emulation of vectors turns infinity into the largest float.
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
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

/// Scale and range of integers of `bits` bits, as floats. Above 24 bits, no float equals the
/// largest integer; the largest float below 2^(bits-1) replaces it, and larger values saturate.
struct Range {
  float scale, lowest, highest;

  explicit Range(int bits)
      : scale(static_cast<float>(std::int64_t{1} << (bits - 1))),
        lowest(-scale),
        highest(bits > 24 ? scale * (1.0F - 0x1p-24F) : scale - 1.0F) {}
};

template <class D>
using Integers = hn::Vec<hn::RebindToSigned<D>>;

/// Converts one vector of samples to integers; counts those whose rounded value is out of range.
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
  // Only above 24 bits, no float equals the largest integer.
  if (bits <= 24) return whole;
  const auto most = static_cast<std::int32_t>((std::int64_t{1} << (bits - 1)) - 1);
  const auto above_i = hn::RebindMask(di, above);
  return hn::IfThenElse(above_i, hn::Set(di, most), whole);
}

/// Calls `store(i, valid, integers)` for each vector. The last one may be shorter than `count`
/// demands, so it is padded with zeros, and `store` gets the number of valid integers.
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

/// Reads integers before they are overwritten: those of samples i + k and later begin at byte
/// 2 * (count + i + k), and 4 * (i + k) is not beyond that.
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

constexpr float largest_finite = std::numeric_limits<float>::max();
constexpr float silent_below = 0.001F;

// More lanes than any vector in use has: the same sums with all vectors.
constexpr std::size_t lanes = 16;
constexpr std::size_t run = 16 * lanes;  // short: the rounding of sums stays below 1e-6

using F = hn::CappedTag<float, lanes>;
using I = hn::RebindToSigned<F>;
using D = hn::CappedTag<double, lanes / 2>;
using HalfF = hn::Rebind<float, D>;

/// Adds lanes k and k + 8 of `sums` to total k.
HWY_INLINE void add_run(const float* HWY_RESTRICT sums, double* HWY_RESTRICT totals) {
  for (std::size_t k = 0; k < lanes / 2; k += hn::Lanes(D())) {
    const auto sum = hn::Add(hn::PromoteTo(D(), hn::Load(HalfF(), sums + k)),
                             hn::PromoteTo(D(), hn::Load(HalfF(), sums + k + lanes / 2)));
    hn::Store(hn::Add(hn::Load(D(), totals + k), sum), D(), totals + k);
  }
}

/// Adds as many complete runs of `samples` as there are, their squares to `squares`, and returns
/// their number of samples; or adds nothing and returns 0 when single precision does not suffice.
template <Silence silence>
std::size_t add_runs(const float* HWY_RESTRICT samples, std::size_t count, Levels& levels,
                     double& squares) {
  const F d;
  const I di;
  HWY_ALIGN float sums[lanes];
  HWY_ALIGN double totals[lanes / 2] = {};
  auto largest = hn::Zero(di);
  std::size_t silent = 0;
  std::size_t done = 0;
  for (; done + run <= count; done += run) {
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
      auto sum = hn::Zero(d);
      for (std::size_t i = done + lane; i < done + run; i += lanes) {
        const auto x = hn::Abs(hn::LoadU(d, samples + i));
        // Magnitudes are in the order of their bits, infinity and NaN last.
        largest = hn::Max(largest, hn::BitCast(di, x));
        if constexpr (silence == Silence::counted) {
          silent += hn::CountTrue(d, hn::Lt(x, hn::Set(d, silent_below)));
        }
        sum = hn::Add(sum, hn::Mul(x, x));
      }
      hn::Store(sum, d, sums + lane);
    }
    add_run(sums, totals);
  }
  const double peak = hn::GetLane(hn::BitCast(d, hn::MaxOfLanes(di, largest)));
  constexpr double too_large = 1e15;
  constexpr double too_small = 1e-15;
  if (!(peak < too_large) || (peak < too_small && peak > 0.0)) return 0;
  levels.peak = HWY_MAX(levels.peak, peak);
  for (const double total : totals) squares += total;
  levels.finite += static_cast<std::int64_t>(done);
  levels.silent += static_cast<std::int64_t>(silent);
  return done;
}

template <Silence silence>
double add_piece(const float* HWY_RESTRICT samples, std::size_t count, Levels& levels) {
  double squares = 0.0;
  for (std::size_t i = add_runs<silence>(samples, count, levels, squares); i < count; ++i) {
    const double y = std::fabs(samples[i]);
    if (!(y <= largest_finite)) {
      ++levels.not_finite;
      continue;
    }
    ++levels.finite;
    if (silence == Silence::counted && y < silent_below) ++levels.silent;
    levels.peak = HWY_MAX(levels.peak, y);
    squares += y * y;
  }
  return squares;
}

/// Adds a piece to `levels`, except to its power, and returns the sum of squares of the piece.
double add_levels(const float* HWY_RESTRICT samples, std::size_t count, Silence silence,
                  Levels& levels) {
  return silence == Silence::counted ? add_piece<Silence::counted>(samples, count, levels)
                                     : add_piece<Silence::ignored>(samples, count, levels);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(clip);
HWY_EXPORT(scale);
HWY_EXPORT(quantise_16);
HWY_EXPORT(quantise_32);
HWY_EXPORT(dequantise_16);
HWY_EXPORT(add_levels);

std::int64_t clip(std::span<float> samples, float low, float high) {
  return HWY_DYNAMIC_DISPATCH(clip)(samples.data(), samples.size(), low, high);
}

void scale(std::span<float> samples, double factor) {
  HWY_DYNAMIC_DISPATCH(scale)(samples.data(), samples.size(), factor);
}

std::int64_t quantise(std::span<const float> samples, std::span<std::int16_t> out) {
  return static_cast<std::int64_t>(
      HWY_DYNAMIC_DISPATCH(quantise_16)(samples.data(), samples.size(), out.data()));
}

std::int64_t quantise(std::span<const float> samples, int bits, std::span<std::int32_t> out) {
  return static_cast<std::int64_t>(
      HWY_DYNAMIC_DISPATCH(quantise_32)(samples.data(), samples.size(), bits, out.data()));
}

void dequantise(std::span<float> samples) {
  HWY_DYNAMIC_DISPATCH(dequantise_16)(samples.data(), samples.size());
}

void Levels::add(std::span<const float> piece, Silence silence) {
  power.add(HWY_DYNAMIC_DISPATCH(add_levels)(piece.data(), piece.size(), silence, *this));
}

}  // namespace mpietl::audio
#endif
