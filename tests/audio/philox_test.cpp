#include <Random123/philox.h>

#include <random>

#include "mpietl/audio/random.hpp"
#include "support/catch.hpp"

using mpietl::audio::philox4x32_10;
using Words = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

TEST_CASE("Philox4x32-10 gives the published known answers", "[audio]") {
  // From kat_vectors of the Random123 distribution.
  CHECK(philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
        Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Philox4x32-10 agrees with the Random123 library", "[audio]") {
  std::mt19937 random(123);
  const auto word = [&] { return static_cast<std::uint32_t>(random()); };
  for (int i = 0; i < 1000; ++i) {
    const Words counter{word(), word(), word(), word()};
    const Key key{word(), word()};
    const r123::Philox4x32 theirs;
    const auto expected =
        theirs({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
    const auto ours = philox4x32_10(counter, key);
    for (std::size_t w = 0; w < 4; ++w) REQUIRE(ours[w] == expected[w]);
  }
}
