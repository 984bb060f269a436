#pragma once

#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Kinds of the frames that the ID3v2 tag at the start of `stream` holds beside the texts that are
/// carried: "picture", "TXXX". Its position stays.
std::vector<std::string> other_id3_frames(ByteStream& stream);

}  // namespace mpietl::io
