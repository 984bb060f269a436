// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/resampling/interpolation.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "audio/resampling/interpolation.hpp"

#ifndef MPIETL_AUDIO_RESAMPLING_TABLE
#define MPIETL_AUDIO_RESAMPLING_TABLE
namespace mpietl::audio {

/// Filters for all places after a sample, in cells of 1 / `cells`. A cell has three rows: with t
/// from -1/2 at its beginning to 1/2 at its end, a tap is row 0 + t (row 1 + t row 2).
template <class Real>
struct Table {
  static constexpr std::size_t cells = sizeof(Real) == sizeof(float) ? 128 : 256;
  static constexpr std::size_t rows_of_cell = 3;
  const Real* rows;
  std::size_t taps;  // numbers of a row
};

}  // namespace mpietl::audio
#endif

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Computes the sums for `count` values. No fused multiply-add: the same bits with and without FMA
/// in hardware.
template <class Real>
Walk make_sums(const Real* HWY_RESTRICT samples, Walk walk, std::size_t count,
               const Table<Real>& table, Real* HWY_RESTRICT sums) {
  constexpr std::size_t lanes = 32 / sizeof(Real);
  using D = hn::CappedTag<Real, lanes>;
  using V = hn::Vec<D>;
  const auto load = [](const Real* from) { return hn::LoadU(D(), from); };
  const std::size_t taps = table.taps;
  const double scale = static_cast<double>(table.cells) / static_cast<double>(walk.parts);
  for (std::size_t i = 0; i < count; ++i, walk.step(), sums += lanes) {
    const Real* HWY_RESTRICT x = samples + walk.sample;
    const double place = static_cast<double>(walk.part) * scale;
    const auto cell = static_cast<std::int64_t>(place);
    const Real* HWY_RESTRICT row =
        table.rows + static_cast<std::size_t>(cell) * table.rows_of_cell * taps;
    const V t = hn::Set(D(), static_cast<Real>(place - static_cast<double>(cell) - 0.5));
    const auto product = [&](std::size_t tap) HWY_ATTR {
      const Real* HWY_RESTRICT at = row + tap;
      const V slope = hn::Add(load(at + taps), hn::Mul(t, load(at + 2 * taps)));
      return hn::Mul(load(x + tap), hn::Add(load(at), hn::Mul(t, slope)));
    };
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(D())) {
      // Two independent sums, so that additions wait less.
      V even = product(lane);
      V odd = hn::Zero(D());
      std::size_t tap = lane + lanes;
      for (; tap + lanes < taps; tap += 2 * lanes) {
        odd = hn::Add(odd, product(tap));
        even = hn::Add(even, product(tap + lanes));
      }
      if (tap < taps) odd = hn::Add(odd, product(tap));
      hn::StoreU(hn::Add(even, odd), D(), sums + lane);
    }
  }
  return walk;
}

// Highway dispatches functions, not templates.
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

/// The parabola of a cell passes through the filters at the three Chebyshev nodes, which makes its
/// error evenly small: below 1e-8 with 128 cells, 1e-9 with 256.
template <class Real>
Interpolation<Real>::Interpolation(const WindowedSinc& filter)
    : taps_(round_up(2 * static_cast<std::size_t>(std::ceil(filter.half_length())), lanes)) {
  constexpr double node = 0.4330127018922193;  // sqrt(3) / 4
  std::vector<double> before(taps_);
  std::vector<double> middle(taps_);
  std::vector<double> behind(taps_);
  const auto fill = [&](double place, std::vector<double>& row) {
    filter.fill(1.0 - static_cast<double>(reach()) - place, row);
    const double gain = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& tap : row) tap /= gain;
  };
  const auto append = [&](const auto& number) {
    for (std::size_t tap = 0; tap < taps_; ++tap) {
      if (tap % lanes == 0) table_.emplace_back();
      table_.back().numbers[tap % lanes] = static_cast<Real>(number(tap));
    }
  };
  for (std::size_t cell = 0; cell < Table<Real>::cells; ++cell) {
    const auto place = [&](double t) {
      return (static_cast<double>(cell) + 0.5 + t) / static_cast<double>(Table<Real>::cells);
    };
    fill(place(-node), before);
    fill(place(0.0), middle);
    fill(place(node), behind);
    append([&](std::size_t tap) { return middle[tap]; });
    append([&](std::size_t tap) { return (behind[tap] - before[tap]) / (2.0 * node); });
    append([&](std::size_t tap) {
      return (behind[tap] + before[tap] - 2.0 * middle[tap]) / (2.0 * node * node);
    });
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
