#pragma once

#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Kinds of frames in the ID3v2 tag at the start of `stream`, apart from texts that are kept:
/// "picture", "TXXX". The stream's position stays.
std::vector<std::string> other_id3_frames(ByteStream& stream);

}  // namespace mpietl::io
