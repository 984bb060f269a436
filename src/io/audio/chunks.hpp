#pragma once

#include <cstdint>
#include <string>

#include "io/audio/header_bytes.hpp"
#include "io/audio/layout.hpp"

namespace mpietl::io {

/// The layout of a file made of chunks, WAV (RIFF, RIFX, RF64) or AIFF, which begins at `start`.
Layout chunked_layout(HeaderBytes& header, std::int64_t start);

/// Whether a 32-bit size means "unknown", as programs that write to a pipe leave it.
bool is_open_size(std::uint64_t size);

/// The remark on a header that declares `declared` bytes of samples when `there` bytes follow it
/// with no chunk among them; empty when both are equal.
std::string remark_on_size(std::uint64_t declared, std::int64_t there);

}  // namespace mpietl::io
