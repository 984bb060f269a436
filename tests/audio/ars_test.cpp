#include <Random123/ars.h>

#include <array>
#include <cstdint>
#include <random>

#include "mpietl/audio/random.hpp"
#include "support/catch.hpp"

using mpietl::audio::ars4x32_10;
using mpietl::audio::ars4x32_7;
using Words = std::array<std::uint32_t, 4>;

TEST_CASE("ARS4x32-10 gives the published known answers", "[audio]") {
  // From kat_vectors of the Random123 distribution, which has ARS with ten rounds only.
  CHECK(ars4x32_10({0, 0, 0, 0}, {0, 0, 0, 0}) ==
        Words{0x8d73ee19, 0x506401ef, 0x13c2dbe4, 0x0cbe9c0d});
  CHECK(ars4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                   {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89}) ==
        Words{0xa516e7d6, 0x8357ad74, 0x5b59b3ec, 0x8763fff3});
  CHECK(ars4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                   {0xffffffff, 0xffffffff, 0, 0}) ==
        Words{0xbb3743b1, 0x9f635551, 0xecbc87fc, 0xa19478a9});
}

#if R123_USE_AES_NI
TEST_CASE("ARS4x32-7 agrees with the Random123 library", "[audio]") {
  if (!__builtin_cpu_supports("aes")) return;
  std::mt19937 random(123);
  const auto words = [&] {
    Words w{};
    for (auto& word : w) word = static_cast<std::uint32_t>(random());
    return w;
  };
  for (int i = 0; i < 1000; ++i) {
    const Words counter = words();
    const Words key = words();
    const auto expected = r123::ARS4x32_R<7>()({{counter[0], counter[1], counter[2], counter[3]}},
                                               {{key[0], key[1], key[2], key[3]}});
    const auto ours = ars4x32_7(counter, key);
    for (std::size_t w = 0; w < 4; ++w) REQUIRE(ours[w] == expected[w]);
  }
}
#endif
