#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mpietl {

inline constexpr std::size_t word_bytes = sizeof(std::uint64_t);

/// The same number on every kind of processor: least significant byte first.
std::uint64_t word_of(std::span<const std::byte, word_bytes> bytes);

/// A checksum against damage, not against intent, of bytes that come in parts of a multiple of 8,
/// but for the last.
class Checksum {
 public:
  void add(std::span<const std::byte> bytes);
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void mix(std::uint64_t word);

  std::uint64_t value_ = 0x6d70696574'6c0001U;
};

}  // namespace mpietl
