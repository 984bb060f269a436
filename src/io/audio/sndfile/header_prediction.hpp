#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/metadata.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// Makes a RIFF header of libsndfile reproducible and standard. Removes the time of day from a PEAK
/// chunk, and renames chunks "PAD " to "JUNK", the registered name of a filler (readers such as
/// SciPy warn about the other). Adds `bytes_behind`, the size of chunks that libsndfile does not
/// know, to the size of the file. Other bytes stay unchanged.
void normalize_header(std::span<std::byte> header, std::size_t bytes_behind = 0);

/// The first bytes of a complete file of `format` with `signal` and `metadata`; empty when they
/// depend on the samples, or the number of frames is unknown.
///
/// libsndfile writes a header at the start and again when it closes the file. This function makes
/// it write a file with only the last frame, and keeps the second header.
std::vector<std::byte> predict_header(const StorageFormat& format, const audio::Signal& signal,
                                      const Metadata& metadata = {});

}  // namespace mpietl::io
