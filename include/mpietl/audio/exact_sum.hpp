#pragma once

#include <array>
#include <cstdint>

namespace mpietl::audio {

/// A sum of doubles without rounding, so that it is the same in any order and grouping. Each number
/// is 0 or from 2^-298 to 2^300 (squares of floats and sums of them); at most 2^32 are added.
class ExactSum {
 public:
  void add(double number);

  /// Adds all that another sum was given.
  void add(const ExactSum& other);

  /// The sum, rounded to within two units in the last place.
  [[nodiscard]] double value() const;

 private:
  // Limb i counts 2^(32 i - 352), far below the last bit of any number. Each addend gives a limb
  // less than 2^33, so carries can wait for value().
  std::array<std::uint64_t, 24> limbs_{};
};

}  // namespace mpietl::audio
