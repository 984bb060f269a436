#include "report/hdf5/seal.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::report {

namespace {

constexpr std::string_view mark = "\nmpietl report\n\x1a";
constexpr std::size_t word_bytes = 8;
constexpr std::size_t block_bytes = std::size_t{1} << 20U;
static_assert(word_bytes + mark.size() == std::tuple_size_v<Seal>);

Seal make_seal(std::uint64_t hash) {
  Seal seal{};
  for (std::size_t i = 0; i < word_bytes; ++i) {
    seal[i] = static_cast<std::byte>(hash >> (8 * i) & 0xFFU);
  }
  std::memcpy(seal.data() + word_bytes, mark.data(), mark.size());
  return seal;
}

bool has_mark(const Seal& seal) {
  return std::memcmp(seal.data() + word_bytes, mark.data(), mark.size()) == 0;
}

}  // namespace

Seal seal_of(std::span<const std::byte> bytes) { return make_seal(hash64(bytes)); }

bool is_intact(const std::string& path) {
  File file = File::open(path);
  const auto size = static_cast<std::size_t>(file.size());
  Seal seal{};
  if (size < seal.size()) return true;
  Hasher hasher;
  std::uint64_t end = 0;
  std::vector<std::byte> block(std::min(block_bytes, size));
  const std::size_t sealed = size - seal.size();
  for (std::size_t left = sealed; left > 0;) {
    const std::size_t count = file.read(block.data(), std::min(left, block.size()));
    if (count == 0) return false;
    if (left == sealed) end = end_of_data(std::span(block).first(count));
    hasher.add(block.data(), count);
    left -= count;
  }
  file.read(seal.data(), seal.size());
  const bool has_more = end > 0 && end < size;
  if (!has_mark(seal) && !has_more) return true;
  return seal == make_seal(hasher.value64());
}

std::uint64_t end_of_data(std::span<const std::byte> bytes) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  constexpr std::size_t version_at = 8;
  constexpr std::size_t address_bytes_at = 9;
  constexpr std::size_t end_at = 28;
  if (bytes.size() < end_at + word_bytes) return 0;
  if (std::memcmp(bytes.data(), signature.data(), signature.size()) != 0) return 0;
  const auto version = std::to_integer<int>(bytes[version_at]);
  if (version != 2 && version != 3) return 0;
  if (bytes[address_bytes_at] != std::byte{word_bytes}) return 0;
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < word_bytes; ++i) {
    end |= std::to_integer<std::uint64_t>(bytes[end_at + i]) << (8 * i);
  }
  return end;
}

}  // namespace mpietl::report
