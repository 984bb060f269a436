#pragma once

#include <cstdint>

namespace mpietl::audio {

// The constants of Philox4x32 (Salmon et al., SC'11, table 2 and section 3.2).
inline constexpr std::uint32_t philox_multiplier0 = 0xD2511F53;
inline constexpr std::uint32_t philox_multiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t philox_weyl0 = 0x9E3779B9;
inline constexpr std::uint32_t philox_weyl1 = 0xBB67AE85;
inline constexpr int philox_rounds = 10;

}  // namespace mpietl::audio
