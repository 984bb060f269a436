#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mpietl {

/// A 128-bit hash value.
struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  bool operator==(const Hash128&) const = default;
};

/// 32 hexadecimal digits, high half first, as xxhsum -H2 prints them.
std::string to_hex(const Hash128& hash);

/// XXH3 128-bit hash of `bytes` with `seed`.
Hash128 hash128(std::string_view bytes, std::uint64_t seed);

/// XXH3 64-bit hash of `bytes` with `seed`: a checksum.
std::uint64_t hash64(std::span<const std::byte> bytes, std::uint64_t seed = 0);

/// Computes the XXH3 hash (seed 0) of bytes that arrive in pieces.
class Hasher {
 public:
  Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  Hasher(Hasher&&) = delete;
  Hasher& operator=(Hasher&&) = delete;
  ~Hasher();

  void add(const void* data, std::size_t size);

  /// The 128-bit hash of all bytes so far.
  [[nodiscard]] Hash128 value() const;

  /// The 64-bit hash of all bytes so far.
  [[nodiscard]] std::uint64_t value64() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Version of the loaded xxHash library: "0.8.1".
std::string xxhash_version();

}  // namespace mpietl
