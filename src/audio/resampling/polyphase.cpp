// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/resampling/polyphase.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "audio/resampling/polyphase.hpp"
#include "audio/turn_over.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Computes `count` points of values, each from the points after walk.sample. No fused
/// multiply-add: the same bits with and without FMA in hardware.
template <class Real>
Walk make_values(const Real* HWY_RESTRICT points, Walk walk, std::size_t count,
                 const Real* HWY_RESTRICT table, std::size_t taps, Real* HWY_RESTRICT values) {
  constexpr std::size_t width = Fft<Real>::width;
  constexpr std::size_t half = width / 2;
  using D = hn::CappedTag<Real, half>;
  for (std::size_t i = 0; i < count; ++i, walk.step(), values += width) {
    const Real* HWY_RESTRICT first = points + static_cast<std::size_t>(walk.sample) * width;
    const Real* HWY_RESTRICT row = table + static_cast<std::size_t>(walk.part) * taps;
    for (std::size_t lane = 0; lane < half; lane += hn::Lanes(D())) {
      const Real* HWY_RESTRICT x = first + lane;
      auto factor = hn::Set(D(), row[0]);
      auto low = hn::Mul(hn::LoadU(D(), x), factor);
      auto high = hn::Mul(hn::LoadU(D(), x + half), factor);
      for (std::size_t tap = 1; tap < taps; ++tap) {
        x += width;
        factor = hn::Set(D(), row[tap]);
        low = hn::Add(low, hn::Mul(hn::LoadU(D(), x), factor));
        high = hn::Add(high, hn::Mul(hn::LoadU(D(), x + half), factor));
      }
      hn::StoreU(low, D(), values + lane);
      hn::StoreU(high, D(), values + half + lane);
    }
  }
  return walk;
}

// Highway dispatches functions, not templates.
Walk values_float(const float* points, const Walk& walk, std::size_t count, const float* table,
                  std::size_t taps, float* values) {
  return make_values(points, walk, count, table, taps, values);
}

Walk values_double(const double* points, const Walk& walk, std::size_t count, const double* table,
                   std::size_t taps, double* values) {
  return make_values(points, walk, count, table, taps, values);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(values_float);
HWY_EXPORT(values_double);

namespace {

Walk make_values(const float* points, const Walk& walk, std::size_t count,
                 const std::vector<float>& table, std::size_t taps, float* values) {
  return HWY_DYNAMIC_DISPATCH(values_float)(points, walk, count, table.data(), taps, values);
}

Walk make_values(const double* points, const Walk& walk, std::size_t count,
                 const std::vector<double>& table, std::size_t taps, double* values) {
  return HWY_DYNAMIC_DISPATCH(values_double)(points, walk, count, table.data(), taps, values);
}

}  // namespace

template <class Real>
Polyphase<Real>::Polyphase(const WindowedSinc& filter, const Places& places)
    : places_(places),
      taps_(places.parts == 1 ? 1 : 2 * static_cast<std::size_t>(std::ceil(filter.half_length()))) {
  if (taps_ == 1) {
    table_.push_back(1.0);
    return;
  }
  std::vector<double> row(taps_);
  for (std::int64_t part = 0; part < places.parts; ++part) {
    const double behind = static_cast<double>(part) / static_cast<double>(places.parts);
    filter.fill(1.0 - static_cast<double>(reach()) - behind, row);
    const double gain = std::accumulate(row.begin(), row.end(), 0.0);
    for (const double tap : row) table_.push_back(static_cast<Real>(tap / gain));
  }
}

template <class Real>
void Polyphase<Real>::values(const Points& points, std::size_t first, std::size_t step,
                             std::vector<float>& out) const {
  constexpr std::size_t width = Fft<Real>::width;
  constexpr std::size_t most = 64;
  std::array<typename Fft<Real>::Point, most> made{};
  Real* numbers = made.front().numbers.data();
  const std::size_t before = taps_ == 1 ? 0 : reach() - 1;
  const Real* begin = points[first - before].numbers.data();
  const auto count = static_cast<std::size_t>(places_.count(static_cast<std::int64_t>(step)));
  const std::size_t old = out.size();
  out.resize(old + width * count);
  Walk walk(places_, 0);
  for (std::size_t done = 0; done < count; done += most) {
    const std::size_t now = std::min(most, count - done);
    walk = make_values(begin, walk, now, table_, taps_, numbers);
    turn_over<Real, float>({numbers, width}, now, width, {out.data() + old + done, count});
  }
}

template class Polyphase<float>;
template class Polyphase<double>;

}  // namespace mpietl::audio
#endif
