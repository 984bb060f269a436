#include "report/superblock.hpp"

#include <cstring>
#include <string_view>

namespace mpietl::report {

namespace {

constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t version_at = 8;
constexpr std::size_t address_bytes_at = 9;
constexpr std::size_t end_at = 28;
constexpr std::size_t word_bytes = 8;
static_assert(end_at + word_bytes == superblock_bytes);

/// Least significant byte first.
std::uint64_t word_of(std::span<const std::byte, word_bytes> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < word_bytes; ++i) {
    word |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  }
  return word;
}

}  // namespace

std::uint64_t end_of_data(std::span<const std::byte, superblock_bytes> superblock) {
  const auto version = std::to_integer<int>(superblock[version_at]);
  const bool is_hdf5 = std::memcmp(superblock.data(), signature.data(), signature.size()) == 0;
  const bool is_ours =
      (version == 2 || version == 3) && superblock[address_bytes_at] == std::byte{word_bytes};
  return is_hdf5 && is_ours ? word_of(superblock.subspan<end_at, word_bytes>()) : 0;
}

}  // namespace mpietl::report
