#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "mpietl/audio/random.hpp"

namespace mpietl::audio {

inline constexpr std::size_t ars_rounds = 7;

/// 128 bits as two halves, low half first; in memory, the lowest byte is first.
using Half128 = std::array<std::uint64_t, 2>;

/// The keys of ARS's rounds: the given key first, then each is the sum of the previous one and a
/// constant, half by half (Salmon et al., SC'11, section 3.1).
template <std::size_t rounds>
constexpr std::array<Half128, rounds + 1> ars_round_keys(const Half128& key) {
  constexpr Half128 weyl{0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B};
  std::array<Half128, rounds + 1> keys{};
  for (std::size_t round = 0; round <= rounds; ++round) {
    keys[round] = {key[0] + round * weyl[0], key[1] + round * weyl[1]};
  }
  return keys;
}

/// The key of an item's random numbers, as ars4x32_7() takes it.
constexpr std::array<std::uint32_t, 4> key_words(const StreamId& id) {
  return {static_cast<std::uint32_t>(id.low), static_cast<std::uint32_t>(id.low >> 32U),
          static_cast<std::uint32_t>(id.high), static_cast<std::uint32_t>(id.high >> 32U)};
}

}  // namespace mpietl::audio
