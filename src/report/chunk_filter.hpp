#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace mpietl::report {

/// Makes of the rows of a chunk what HDF5's filters shuffle and deflate make of them: their first
/// bytes, their second bytes, …, deflated. The library here is faster and packs closer.
class ChunkPacker {
 public:
  ChunkPacker();

  /// The packed form of whole rows of `row_bytes` bytes; it lives until the next call.
  /// Throws std::bad_alloc.
  std::span<const std::byte> pack(std::span<const std::byte> rows, std::size_t row_bytes);

 private:
  struct Free {
    void operator()(void* compressor) const;
  };
  std::unique_ptr<void, Free> compressor_;
  std::vector<std::byte> planes_;
  std::vector<std::byte> packed_;
};

/// Takes apart what a ChunkPacker, or HDF5, has packed.
class ChunkUnpacker {
 public:
  ChunkUnpacker();

  /// The planes of a chunk, which fill `planes`: byte b of all its rows, for each b.
  /// Throws Error(format) for what does not unpack to that size.
  void unpack(std::span<const std::byte> packed, std::span<std::byte> planes);

 private:
  struct Free {
    void operator()(void* decompressor) const;
  };
  std::unique_ptr<void, Free> decompressor_;
};

}  // namespace mpietl::report
