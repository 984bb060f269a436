#pragma once

#include <cstdint>

namespace mpietl::io {

/// A range of bytes in a file.
struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t size = -1;  ///< -1: to the end of the file

  bool operator==(const ByteRange&) const = default;
};

}  // namespace mpietl::io
