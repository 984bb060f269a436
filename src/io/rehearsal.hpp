#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mpietl/io/audio_format.hpp"
#include "mpietl/io/metadata.hpp"

namespace mpietl::io {

/// The first bytes of a file of `format` with `frames` frames and `metadata`, as they are once it
/// is complete; empty when that cannot be told before its samples are encoded.
///
/// libsndfile writes a header at the start and another one when it closes the file. Here it writes
/// a file to nowhere that has only its last frame, so that the second header is known first.
std::vector<std::byte> final_header(const AudioFormat& format, std::int64_t frames,
                                    const Metadata& metadata = {});

/// The sample rate that a file of `format` tells its readers: some headers hold a rounded one.
/// Throws Error(format) when such a file cannot be written.
int rate_as_stored(const AudioFormat& format);

}  // namespace mpietl::io
