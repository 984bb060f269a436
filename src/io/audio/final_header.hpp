#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mpietl/io/audio/audio_format.hpp"
#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// Takes out of a header that libsndfile wrote what must not be there: in RIFF, the time of day in
/// a PEAK chunk, and chunks "PAD ", which become "JUNK", the registered name of a filler (readers
/// such as SciPy's warn of the other). Its size of the file grows by `bytes_behind`, those of
/// chunks that libsndfile knows nothing of. Other bytes stay as they are.
void settle_header(std::span<std::byte> header, std::size_t bytes_behind = 0);

/// The first bytes of a file of `format` with `frames` frames and `metadata`, as they are once it
/// is complete; empty when that cannot be told before its samples are encoded.
///
/// libsndfile writes a header at the start and another one when it closes the file. Here it writes
/// a file to nowhere that has only its last frame, so that the second header is known first.
std::vector<std::byte> final_header(const AudioFormat& format, std::int64_t frames,
                                    const Metadata& metadata = {});

}  // namespace mpietl::io
