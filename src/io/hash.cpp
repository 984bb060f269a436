#include "mpietl/io/hash.hpp"

// All of it inline: compiled with this project's flags, and no library to ship.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mpietl::io {

namespace {
Hash128 from(const XXH128_hash_t& hash) { return {hash.low64, hash.high64}; }
}  // namespace

std::string to_hex(const Hash128& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {hash.high, hash.low}) {
    for (unsigned shift = 64; shift > 0;) {
      shift -= 4;
      text += digits[(half >> shift) & 15U];
    }
  }
  return text;
}

Hash128 hash128(std::string_view bytes, std::uint64_t seed) {
  return from(XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed));
}

struct Hasher::State {
  XXH3_state_t xxh;
};

// The state is aligned to more than malloc gives; new knows.
Hasher::Hasher() : state_(new State) { XXH3_128bits_reset(&state_->xxh); }

Hasher::~Hasher() = default;

void Hasher::add(const void* data, std::size_t size) {
  XXH3_128bits_update(&state_->xxh, data, size);
}

Hash128 Hasher::value() const { return from(XXH3_128bits_digest(&state_->xxh)); }

}  // namespace mpietl::io
