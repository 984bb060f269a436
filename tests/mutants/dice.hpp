#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace mpietl::test {

/// Random choices that are the same on every machine: the standard leaves its distributions open,
/// but not its engines.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t number) : engine_(seed * 0x9E3779B97F4A7C15U + number) {}

  std::uint64_t bits() { return engine_(); }

  /// A number from 0 to `count` - 1; 0 when there is none.
  std::size_t below(std::size_t count) { return count == 0 ? 0 : engine_() % count; }

  bool one_in(std::size_t count) { return below(count) == 0; }

  template <class Choices>
  auto& one_of(Choices& choices) {
    return choices[below(std::size(choices))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace mpietl::test
