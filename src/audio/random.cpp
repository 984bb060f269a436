#include "mpietl/audio/random.hpp"

#include <bit>

#include "audio/ars.hpp"

namespace mpietl::audio {

namespace {

using Words = std::array<std::uint32_t, 4>;  // columns of the state, first row in the low byte
using Table = std::array<std::uint32_t, 256>;

constexpr std::uint32_t doubled(std::uint32_t x) { return (x << 1U ^ (x >> 7U) * 0x11BU) & 0xFFU; }

/// AES's S-box: the inverse in GF(2^8), then an affine map (FIPS 197, 5.1.1).
constexpr Table make_substitution() {
  std::array<std::uint32_t, 255> powers{1};  // of 3, which generates the field
  for (std::size_t i = 1; i < powers.size(); ++i) {
    powers[i] = powers[i - 1] ^ doubled(powers[i - 1]);
  }
  Table table{0x63};
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const auto inverse = static_cast<std::uint8_t>(powers[(powers.size() - i) % powers.size()]);
    table[powers[i]] = 0x63;
    for (int turn = 0; turn < 5; ++turn) table[powers[i]] ^= std::rotl(inverse, turn);
  }
  return table;
}

/// The contribution of a byte of the first row to its column in MixColumns (5.1.3).
constexpr Table make_column(const Table& substitution) {
  Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::uint32_t s = substitution[i];
    table[i] = doubled(s) | s << 8U | s << 16U | (doubled(s) ^ s) << 24U;
  }
  return table;
}

constexpr Table substitution = make_substitution();
constexpr Table column = make_column(substitution);

/// A round up to the addition of its key; `table` has the results for each byte.
constexpr Words shifted(const Words& state, const Table& table) {
  Words next{};
  for (std::size_t c = 0; c < next.size(); ++c) {
    for (std::size_t row = 0; row < next.size(); ++row) {
      const auto byte = state[(c + row) % next.size()] >> (8 * row) & 0xFFU;
      next[c] ^= std::rotl(table[byte], static_cast<int>(8 * row));
    }
  }
  return next;
}

void add_key(Words& state, const Half128& key) {
  for (std::size_t c = 0; c < state.size(); ++c) {
    state[c] ^= static_cast<std::uint32_t>(key[c / 2] >> (32 * (c % 2)));
  }
}

template <std::size_t rounds>
Words ars4x32(Words state, const Words& key) {
  const auto keys = ars_round_keys<rounds>(
      {std::uint64_t{key[1]} << 32U | key[0], std::uint64_t{key[3]} << 32U | key[2]});
  add_key(state, keys[0]);
  for (std::size_t round = 1; round < rounds; ++round) {
    state = shifted(state, column);
    add_key(state, keys[round]);
  }
  state = shifted(state, substitution);
  add_key(state, keys[rounds]);
  return state;
}

}  // namespace

Words ars4x32_7(Words counter, Words key) { return ars4x32<ars_rounds>(counter, key); }

Words ars4x32_10(Words counter, Words key) { return ars4x32<10>(counter, key); }

double Draws::uniform(std::uint32_t number) const {
  constexpr std::uint32_t once_for_an_item = 1;
  const auto words = ars4x32_7({number, 0, stream_.place, once_for_an_item}, key_words(stream_.id));
  const std::uint64_t bits = std::uint64_t{words[1]} << 32U | words[0];
  return static_cast<double>(bits >> 11U) * 0x1p-53;
}

}  // namespace mpietl::audio
