#include "mpietl/core/hash.hpp"

#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("hashes are those that xxhsum -H2 prints", "[core]") {
  CHECK(to_hex(hash128("", 0)) == "99aa06d3014798d86001c324468d497f");
  CHECK(to_hex(hash128("abc", 0)) == "06b05ab6733a618578af5f94892f3950");
  CHECK(hash64({}) == 0x2d06800538d394c2U);
  CHECK(hash64(std::as_bytes(std::span("abc", 3))) == 0x78af5f94892f3950U);
}

TEST_CASE("bytes in pieces hash as one", "[core]") {
  const std::string bytes(100000, 'x');
  Hasher hasher;
  for (std::size_t at = 0; at < bytes.size(); at += 777) {
    const auto piece = bytes.substr(at, 777);
    hasher.add(piece.data(), piece.size());
  }
  CHECK(hasher.value() == hash128(bytes, 0));
  CHECK(hasher.value64() == hash64(std::as_bytes(std::span(bytes))));
  CHECK_FALSE(hash128("a", 0) == hash128("a", 1));
}
