#pragma once

#include <string>
#include <vector>

namespace mpietl::test {

/// A real audio file, as bytes.
struct Original {
  std::string name;  ///< "WAV (Microsoft), Signed 16 bit PCM, 2 channels"
  std::string container;
  std::string bytes;
  bool is_only_read = false;  ///< as outputs are never of its container
};

/// Recorded speech in every container and subtype that libsndfile writes, of a few kilobytes each,
/// in one channel and in two. Throws when there is no speech, or when a format cannot be read.
std::vector<Original> make_originals();

}  // namespace mpietl::test
