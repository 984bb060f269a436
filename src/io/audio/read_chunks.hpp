#pragma once

#include <span>

#include "io/audio/layout.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// Decides which chunks are read.
struct ChunkUse {
  bool is_aiff = false;
  bool is_big_endian = false;
  bool is_mpeg = false;  ///< libsndfile does not read the file
  bool is_part = false;  ///< only a segment of the file is read
};

/// Adds to `content` the chunks of a RIFF file that libsndfile does not read, up to 8 MiB, and the
/// names of the others: all chunks of an AIFF file, and chunks that may contain times when only a
/// segment of the file is read.
void read_chunks(ReadStream& file, std::span<const ChunkPlace> places, const ChunkUse& use,
                 Metadata::Content& content);

}  // namespace mpietl::io
