#include "mpietl/core/hash.hpp"

#include <xxhash.h>

#include <new>
#if __has_include(<xxh_x86dispatch.h>) && defined(__x86_64__)
// Chooses vector instructions for this machine at run time.
#include <xxh_x86dispatch.h>
#endif

namespace mpietl {

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

std::uint64_t hash64(std::span<const std::byte> bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

struct Hasher::State {
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> xxh{XXH3_createState(), XXH3_freeState};
};

Hasher::Hasher() : state_(new State) {
  if (!state_->xxh) throw std::bad_alloc();
  XXH3_128bits_reset(state_->xxh.get());
}

Hasher::~Hasher() = default;

void Hasher::add(const void* data, std::size_t size) {
  XXH3_128bits_update(state_->xxh.get(), data, size);
}

Hash128 Hasher::value() const { return from(XXH3_128bits_digest(state_->xxh.get())); }

// Both widths have one state.
std::uint64_t Hasher::value64() const { return XXH3_64bits_digest(state_->xxh.get()); }

std::string xxhash_version() {
  const unsigned number = XXH_versionNumber();
  return std::to_string(number / 10000) + "." + std::to_string(number / 100 % 100) + "." +
         std::to_string(number % 100);
}

}  // namespace mpietl
