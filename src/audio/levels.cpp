#include "mpietl/audio/levels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mpietl::audio {

namespace {
constexpr int limb_bits = 32;
constexpr int lowest_bit = -352;
constexpr int mantissa_bits = 53;

constexpr std::uint64_t low_half(std::uint64_t bits) { return bits & 0xFFFFFFFFU; }
constexpr std::uint64_t high_half(std::uint64_t bits) { return bits >> 32U; }
}  // namespace

void ExactSum::add(double number) {
  if (number == 0.0) return;
  int exponent = 0;
  const double fraction = std::frexp(number, &exponent);
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, mantissa_bits));
  const int place = exponent - mantissa_bits - lowest_bit;
  const auto limb = static_cast<std::size_t>(place / limb_bits);
  const auto shift = static_cast<unsigned>(place % limb_bits);
  const std::uint64_t low = low_half(mantissa) << shift;
  const std::uint64_t high = high_half(mantissa) << shift;
  limbs_[limb] += low_half(low);
  limbs_[limb + 1] += high_half(low) + low_half(high);
  limbs_[limb + 2] += high_half(high);
}

void ExactSum::add(const ExactSum& other) {
  for (std::size_t i = 0; i < limbs_.size(); ++i) limbs_[i] += other.limbs_[i];
}

double ExactSum::value() const {
  auto limbs = limbs_;
  for (std::size_t i = 0; i + 1 < limbs.size(); ++i) {
    limbs[i + 1] += high_half(limbs[i]);
    limbs[i] = low_half(limbs[i]);
  }
  double sum = 0.0;
  for (std::size_t i = limbs.size(); i-- > 0;) sum = sum * 0x1p32 + static_cast<double>(limbs[i]);
  return std::ldexp(sum, lowest_bit);
}

void Levels::add(const Levels& other) {
  peak = std::max(peak, other.peak);
  power.add(other.power);
  finite += other.finite;
  not_finite += other.not_finite;
  silent += other.silent;
}

double Levels::rms() const {
  return finite == 0 ? 0.0 : std::sqrt(power.value() / static_cast<double>(finite));
}

}  // namespace mpietl::audio
