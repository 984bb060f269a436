#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/metadata.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// Removes from a header that libsndfile wrote what must not be there: in RIFF, the time of day in
/// a PEAK chunk, and chunks "PAD ", which become "JUNK", the registered name of a filler (readers
/// such as SciPy's warn of the other). The size of the file in it grows by `bytes_behind`, the size
/// of chunks that libsndfile knows nothing of. Other bytes stay as they are.
void normalize_header(std::span<std::byte> header, std::size_t bytes_behind = 0);

/// The first bytes of a complete file of `format` that holds `signal` and `metadata`; empty when
/// they depend on its samples, or the number of frames is not known.
///
/// libsndfile writes a header at the start and another one when it closes the file. This function
/// has it write a file that has only its last frame, and keeps no more than the second header.
std::vector<std::byte> predict_header(const StorageFormat& format, const audio::Signal& signal,
                                      const Metadata& metadata = {});

}  // namespace mpietl::io
