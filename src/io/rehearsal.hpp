#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

/// The first bytes of a file of `format` with `frames` frames, as they are once it is complete;
/// empty when that cannot be told before its samples are encoded.
///
/// libsndfile writes a header at the start and another one when it closes the file. Here it writes
/// a file to nowhere that has only its last frame, so that the second header is known first.
std::vector<std::byte> final_header(const AudioFormat& format, std::int64_t frames);

}  // namespace mpietl::io
