#pragma once

#include <cstdint>

#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

/// After this time, the state of a codec no longer depends on earlier frames. Sources that seek
/// decode this much before the target, to get the same samples from there on.
inline constexpr std::int64_t run_up_seconds = 2;

/// Reads frames and drops them. Returns how many were read; fewer only at the end. Throws as
/// read().
std::int64_t skip_frames(AudioSource& source, std::int64_t frames);

}  // namespace mpietl::io
