#include "mpietl/core/checksum.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace mpietl {

std::uint64_t word_of(std::span<const std::byte, word_bytes> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < word_bytes; ++i) {
    word |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  }
  return word;
}

void Checksum::add(std::span<const std::byte> bytes) {
  for (; bytes.size() >= word_bytes; bytes = bytes.subspan(word_bytes)) {
    mix(word_of(bytes.first<word_bytes>()));
  }
  if (bytes.empty()) return;
  std::array<std::byte, word_bytes> last{};
  std::ranges::copy(bytes, last.begin());
  mix(word_of(last));
}

void Checksum::mix(std::uint64_t word) {
  value_ = std::rotl(value_ ^ word, 29) * 0x9e3779b97f4a7c15U;
}

}  // namespace mpietl
