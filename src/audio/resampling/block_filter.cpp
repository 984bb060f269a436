#include "audio/resampling/block_filter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "audio/turn_over.hpp"

namespace mpietl::audio {

namespace {

constexpr std::size_t fewest_points = 1024;
constexpr std::size_t least_reaches = 8;  // per block, so that blocks overlap little
constexpr double least_efficiency = 0.7;

std::size_t round_up(std::size_t number, std::size_t unit) {
  return (number + unit - 1) / unit * unit;
}

/// The spectrum of the filter, which is real, with the gain `gain` for a constant signal.
template <class Real>
std::vector<Real> response_of(const WindowedSinc& filter, std::size_t points, double gain) {
  Fft<double>::Points data(points);
  std::vector<double> half(filter.reach() + 1);
  filter.fill(0.0, half);
  for (std::size_t n = 0; n < half.size(); ++n) {
    data[n].numbers[0] = half[n];
    data[(points - n) % points].numbers[0] = half[n];
  }
  Fft<double>(points).forward(data);
  std::vector<Real> response;
  const double factor = gain / data.front().numbers[0];
  for (const auto& point : data) {
    response.push_back(static_cast<Real>(point.numbers[0] * factor));
  }
  return response;
}

}  // namespace

Blocks::Blocks(std::size_t reach, std::size_t repeated, std::size_t cut_by, std::size_t more,
               std::size_t unit)
    : repeat(repeated),
      cut(cut_by),
      points(std::bit_ceil(std::max(fewest_points, least_reaches * reach))),
      margin(round_up((reach + more * cut + repeat - 1) / repeat, cut)),
      step(0) {
  const std::size_t whole = std::lcm(unit, repeat) * cut / repeat;
  constexpr int lengths = 3;
  for (int i = 0; i < lengths; ++i, points *= 2) {
    const std::size_t all = points / repeat;
    step = (all - std::min(all, 2 * margin)) / whole * whole;
    if (efficiency() >= least_efficiency) return;
  }
  step = 0;
}

template <class Real>
BlockFilter<Real>::BlockFilter(const WindowedSinc& filter, const Blocks& blocks)
    : blocks_(blocks),
      forward_(blocks.points / blocks.repeat),
      inverse_(blocks.points / blocks.cut),
      response_(
          response_of<Real>(filter, blocks.points, 1.0 / static_cast<double>(forward_.points()))) {}

template <class Real>
void BlockFilter<Real>::apply(const float* samples, Points& filtered) const {
  constexpr std::size_t width = Fft<Real>::width;
  const std::size_t length = blocks_.step + 2 * blocks_.margin;
  filtered.resize(response_.size());
  Real* numbers = filtered.front().numbers.data();
  turn_over<float, Real>({samples, blocks_.step}, width, length, {numbers, width});
  std::fill(numbers + length * width, numbers + forward_.points() * width, Real{0});
  forward_.forward(filtered);
  if (blocks_.repeat > 1) {
    repeat_and_multiply(filtered, response_, blocks_.repeat);
  } else {
    multiply_and_cut(filtered, response_, blocks_.cut);
  }
  inverse_.inverse(filtered);
}

template class BlockFilter<float>;
template class BlockFilter<double>;

}  // namespace mpietl::audio
