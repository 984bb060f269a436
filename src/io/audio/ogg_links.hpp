#pragma once

#include <string>
#include <vector>

#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// The successive logical streams of an Ogg file (RFC 3533).
struct OggLinks {
  std::vector<Piece> links;
  bool is_whole = true;  ///< the file ends with the last page of a stream
};

/// The links of `file`, starting at `start`. Reads the header of every page.
OggLinks ogg_links(ByteStream& file, std::int64_t start);

}  // namespace mpietl::io
