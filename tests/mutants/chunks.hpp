#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mpietl::test {

/// A chunk of an audio file: its place, and the field with its size.
struct Chunk {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size_at = 0;
  std::size_t size_width = 0;  ///< bytes of that field; 0: there is none
  std::size_t content = 0;     ///< where the chunk's header ends
};

/// The chunks of RIFF, RIFX, RF64, Wave64, AIFF, 8SVX and CAF files, the metadata blocks of FLAC,
/// the pages of Ogg; pieces of 64 bytes of other files.
std::vector<Chunk> chunks_of(const std::string& bytes);

/// Gives each complete page of an Ogg file a valid checksum; other files stay.
void seal_ogg_pages(std::string& bytes);

}  // namespace mpietl::test
