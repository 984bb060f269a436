#pragma once

#include <cstdint>
#include <string>

namespace mpietl::test {

/// A damaged file, and its damages.
struct Mutant {
  std::string bytes;
  std::string damages;  ///< "cut the end, flip bits"
};

/// The mutant of that seed and number of a real file; the same on every machine.
Mutant mutant_of(const std::string& bytes, std::uint64_t seed, std::uint64_t number);

}  // namespace mpietl::test
