#pragma once

#include <string>
#include <vector>

namespace mpietl::test {

/// A real audio file, as bytes.
struct Original {
  std::string name;  ///< "WAV (Microsoft), 16 bit PCM, 2 channels"
  std::string container;
  std::string bytes;
};

/// Recorded speech in every container and subtype that can be written, of a few kilobytes each,
/// in one channel and in two. Throws when there is no speech, or when a format that can be written
/// cannot be read.
std::vector<Original> make_originals();

}  // namespace mpietl::test
