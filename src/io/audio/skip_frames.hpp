#pragma once

#include <cstdint>

#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

/// What a codec carries from frame to frame is the same again after so long. Sources that seek
/// decode so much before the place, for the same samples from there on.
inline constexpr std::int64_t run_up_seconds = 2;

/// Reads frames and drops them. Returns how many there were: fewer only at the end. Throws as
/// read().
std::int64_t skip_frames(AudioSource& source, std::int64_t frames);

}  // namespace mpietl::io
