#include "mpietl/audio/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/catch.hpp"

using mpietl::audio::ExactSum;

namespace {

ExactSum sum_of(const std::vector<double>& numbers) {
  ExactSum sum;
  for (const double number : numbers) sum.add(number);
  return sum;
}

}  // namespace

TEST_CASE("an exact sum holds numbers of any size at once", "[audio]") {
  CHECK(ExactSum().value() == 0.0);
  for (const double number : {0x1p-298, 0x1.23456789ABCDEp-250, 3.0, 0x1.FFFFFFFFFFFFFp299}) {
    CHECK(sum_of({number}).value() == number);
  }
  // In double precision each small one is lost beside the large one.
  std::vector<double> numbers(1024, 0x1p-54);
  numbers.push_back(1.0);
  CHECK(sum_of(numbers).value() == 1.0 + 0x1p-44);
}

TEST_CASE("an exact sum has the same bits in any order and grouping", "[audio]") {
  std::mt19937_64 random(3);
  std::vector<double> numbers;
  for (int i = 0; i < 5000; ++i) {
    const auto exponent = static_cast<int>(random() % 500) - 250;
    numbers.push_back(std::ldexp(static_cast<double>(random() % (1U << 30U)), exponent));
  }
  const double expected = sum_of(numbers).value();
  for (int round = 0; round < 5; ++round) {
    std::ranges::shuffle(numbers, random);
    const auto cut = numbers.begin() + static_cast<std::ptrdiff_t>(random() % numbers.size());
    ExactSum sum = sum_of({numbers.begin(), cut});
    sum.add(sum_of({cut, numbers.end()}));
    CHECK(sum.value() == expected);
  }
}

TEST_CASE("carries are not lost", "[audio]") {
  ExactSum sum;
  const double number = 1.0 - 0x1p-53;
  for (int i = 0; i < 100'000; ++i) sum.add(number);
  CHECK(sum.value() == 100'000.0 - 100'000.0 * 0x1p-53);
}
