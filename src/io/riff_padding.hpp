#pragma once

#include <cstddef>
#include <span>

namespace mpietl::io {

/// Renames the chunks "PAD " of a RIFF header to "JUNK", the registered name of a filler.
/// libsndfile leaves one where its PEAK chunk was, and readers such as SciPy's warn of it.
/// Bytes that are no RIFF header stay as they are.
void rename_padding(std::span<std::byte> header);

}  // namespace mpietl::io
