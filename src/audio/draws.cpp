#include "mpietl/audio/draws.hpp"

#include "audio/ars.hpp"

namespace mpietl::audio {

double Draws::uniform(std::uint32_t number) const {
  constexpr std::uint32_t once_for_an_item = 1;
  const auto words = ars4x32_7({number, 0, stream_.place, once_for_an_item}, key_words(stream_.id));
  const std::uint64_t bits = std::uint64_t{words[1]} << 32U | words[0];
  return static_cast<double>(bits >> 11U) * 0x1p-53;
}

}  // namespace mpietl::audio
