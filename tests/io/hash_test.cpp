#include "mpietl/io/hash.hpp"

#include "io/settle_header.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("hashes are those that xxhsum -H2 prints", "[io]") {
  CHECK(io::to_hex(io::hash128("", 0)) == "99aa06d3014798d86001c324468d497f");
  CHECK(io::to_hex(io::hash128("abc", 0)) == "06b05ab6733a618578af5f94892f3950");
}

TEST_CASE("bytes in pieces hash as one", "[io]") {
  const std::string bytes(100000, 'x');
  io::Hasher hasher;
  for (std::size_t at = 0; at < bytes.size(); at += 777) {
    const auto piece = bytes.substr(at, 777);
    hasher.add(piece.data(), piece.size());
  }
  CHECK(hasher.value() == io::hash128(bytes, 0));
  CHECK_FALSE(io::hash128("a", 0) == io::hash128("a", 1));
}

TEST_CASE("a header loses its fillers' odd name and the time of day", "[io]") {
  const auto renamed = [](std::string bytes) {
    io::settle_header(std::as_writable_bytes(std::span(bytes)));
    return bytes;
  };
  const std::string size_2("\x02\0\0\0", 4);
  const std::string head = "RIFFxxxxWAVE";
  CHECK(renamed(head + "PAD " + size_2 + "ab") == head + "JUNK" + size_2 + "ab");
  CHECK(renamed(head + "data" + size_2 + "PAD " + size_2) ==
        head + "data" + size_2 + "PAD " + size_2);
  const std::string size_16("\x10\0\0\0", 4);
  CHECK(renamed(head + "PEAK" + size_16 + "verstimevaluposi") ==
        head + "PEAK" + size_16 + "vers" + std::string(4, '\0') + "valuposi");
  CHECK(renamed("FORMxxxxAIFFPAD ") == "FORMxxxxAIFFPAD ");
  CHECK(renamed("RIFF") == "RIFF");
  CHECK(renamed("").empty());
}
