#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mpietl::io {

/// A 128-bit hash value.
struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  bool operator==(const Hash128&) const = default;
};

/// 32 hexadecimal digits, the high half first, as xxhsum -H2 prints them.
std::string to_hex(const Hash128& hash);

/// XXH3 128-bit hash of `bytes` with `seed`.
Hash128 hash128(std::string_view bytes, std::uint64_t seed);

/// The XXH3 128-bit hash (seed 0) of bytes that arrive in pieces.
class Hasher {
 public:
  Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  Hasher(Hasher&&) = delete;
  Hasher& operator=(Hasher&&) = delete;
  ~Hasher();

  void add(const void* data, std::size_t size);

  /// The hash of all bytes so far.
  [[nodiscard]] Hash128 value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mpietl::io
