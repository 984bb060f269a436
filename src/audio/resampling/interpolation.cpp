// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/resampling/interpolation.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "audio/resampling/interpolation.hpp"

#ifndef MPIETL_AUDIO_RESAMPLING_TABLE
#define MPIETL_AUDIO_RESAMPLING_TABLE
namespace mpietl::audio {

/// Filters for places that are 1 / `places` apart, from a place before a sample to two places
/// before the next but one.
template <class Real>
struct Table {
  static constexpr std::size_t places = 256;
  const Real* rows;
  std::size_t taps;  // numbers of a row
};

}  // namespace mpietl::audio
#endif

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Makes the sums of `count` values, by Lagrange's cubic through four rows: two before the place,
/// and two behind. No fused multiply-add: the same bits with and without FMA in the hardware.
template <class Real>
Walk make_sums(const Real* HWY_RESTRICT samples, Walk walk, std::size_t count,
               const Table<Real>& table, Real* HWY_RESTRICT sums) {
  constexpr std::size_t lanes = 32 / sizeof(Real);
  using D = hn::CappedTag<Real, lanes>;
  using V = hn::Vec<D>;
  const auto load = [](const Real* from) { return hn::LoadU(D(), from); };
  const auto constant = [](double number) { return hn::Set(D(), static_cast<Real>(number)); };
  const std::size_t taps = table.taps;
  const double scale = static_cast<double>(table.places) / static_cast<double>(walk.parts);
  for (std::size_t i = 0; i < count; ++i, walk.step(), sums += lanes) {
    const Real* HWY_RESTRICT x = samples + walk.sample;
    const double place = static_cast<double>(walk.part) * scale;
    const auto before = static_cast<std::size_t>(place);
    const double u = place - static_cast<double>(before);
    const Real* HWY_RESTRICT row = table.rows + before * taps;
    const V w0 = constant(u * (u - 1.0) * (2.0 - u) / 6.0);
    const V w1 = constant((u + 1.0) * (u - 1.0) * (u - 2.0) / 2.0);
    const V w2 = constant((u + 1.0) * u * (2.0 - u) / 2.0);
    const V w3 = constant((u + 1.0) * u * (u - 1.0) / 6.0);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(D())) {
      V sum = hn::Zero(D());
      for (std::size_t tap = lane; tap < taps; tap += lanes) {
        const Real* HWY_RESTRICT at = row + tap;
        const V outer = hn::Add(hn::Mul(w0, load(at)), hn::Mul(w3, load(at + 3 * taps)));
        const V inner = hn::Add(hn::Mul(w1, load(at + taps)), hn::Mul(w2, load(at + 2 * taps)));
        sum = hn::Add(sum, hn::Mul(load(x + tap), hn::Add(inner, outer)));
      }
      hn::StoreU(sum, D(), sums + lane);
    }
  }
  return walk;
}

// Highway dispatches functions, no templates.
Walk sums_float(const float* samples, const Walk& walk, std::size_t count,
                const Table<float>& table, float* sums) {
  return make_sums(samples, walk, count, table, sums);
}

Walk sums_double(const double* samples, const Walk& walk, std::size_t count,
                 const Table<double>& table, double* sums) {
  return make_sums(samples, walk, count, table, sums);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(sums_float);
HWY_EXPORT(sums_double);

namespace {

Walk make_sums(const float* samples, const Walk& walk, std::size_t count, const Table<float>& table,
               float* sums) {
  return HWY_DYNAMIC_DISPATCH(sums_float)(samples, walk, count, table, sums);
}

Walk make_sums(const double* samples, const Walk& walk, std::size_t count,
               const Table<double>& table, double* sums) {
  return HWY_DYNAMIC_DISPATCH(sums_double)(samples, walk, count, table, sums);
}

/// Adds in halves.
template <class Real, std::size_t count>
float total(std::array<Real, count> sums) {
  for (std::size_t half = count / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) sums[i] += sums[i + half];
  }
  return static_cast<float>(sums.front());
}

std::size_t round_up(std::size_t number, std::size_t unit) {
  return (number + unit - 1) / unit * unit;
}

}  // namespace

/// Row r is for the place (r - 1) / places behind a sample.
template <class Real>
Interpolation<Real>::Interpolation(const WindowedSinc& filter)
    : taps_(round_up(2 * static_cast<std::size_t>(std::ceil(filter.half_length())), lanes)) {
  constexpr std::size_t places = Table<Real>::places;
  constexpr std::size_t rows = places + 3;
  std::vector<double> row(taps_);
  for (std::size_t r = 0; r < rows; ++r) {
    const double behind = (static_cast<double>(r) - 1.0) / static_cast<double>(places);
    filter.fill(1.0 - static_cast<double>(reach()) - behind, row);
    const double gain = std::accumulate(row.begin(), row.end(), 0.0);
    for (std::size_t tap = 0; tap < taps_; ++tap) {
      if (tap % lanes == 0) table_.emplace_back();
      table_.back().numbers[tap % lanes] = static_cast<Real>(row[tap] / gain);
    }
  }
}

template <class Real>
void Interpolation<Real>::values(const Real* samples, Walk walk, std::span<float> out) const {
  constexpr std::size_t most = 64;
  std::array<Sums, most> sums{};
  const Table<Real> table{table_.front().numbers.data(), taps_};
  while (!out.empty()) {
    const auto now = out.first(std::min(most, out.size()));
    walk = make_sums(samples, walk, now.size(), table, sums.front().numbers.data());
    for (std::size_t i = 0; i < now.size(); ++i) now[i] = total(sums[i].numbers);
    out = out.subspan(now.size());
  }
}

template class Interpolation<float>;
template class Interpolation<double>;

}  // namespace mpietl::audio
#endif
