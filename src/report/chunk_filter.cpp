#include "report/chunk_filter.hpp"

#include <libdeflate.h>

#include <new>

#include "mpietl/core/error.hpp"

namespace mpietl::report {

namespace {

// Of the levels the one that takes no longer than the first: texts of paths repeat.
constexpr int level = 2;

void shuffle(std::span<const std::byte> rows, std::size_t row_bytes, std::span<std::byte> planes) {
  const std::size_t count = rows.size() / row_bytes;
  for (std::size_t b = 0; b < row_bytes; ++b) {
    std::byte* const plane = planes.data() + b * count;
    const std::byte* const cell = rows.data() + b;
    for (std::size_t i = 0; i < count; ++i) plane[i] = cell[i * row_bytes];
  }
}

}  // namespace

ChunkPacker::ChunkPacker() : compressor_(libdeflate_alloc_compressor(level)) {
  if (!compressor_) throw std::bad_alloc();
}

void ChunkPacker::Free::operator()(void* compressor) const {
  libdeflate_free_compressor(static_cast<libdeflate_compressor*>(compressor));
}

std::span<const std::byte> ChunkPacker::pack(std::span<const std::byte> rows,
                                             std::size_t row_bytes) {
  auto* const compressor = static_cast<libdeflate_compressor*>(compressor_.get());
  planes_.resize(rows.size());
  packed_.resize(libdeflate_zlib_compress_bound(compressor, rows.size()));
  shuffle(rows, row_bytes, planes_);
  const std::size_t bytes = libdeflate_zlib_compress(compressor, planes_.data(), planes_.size(),
                                                     packed_.data(), packed_.size());
  return std::span(packed_).first(bytes);
}

ChunkUnpacker::ChunkUnpacker() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw std::bad_alloc();
}

void ChunkUnpacker::Free::operator()(void* decompressor) const {
  libdeflate_free_decompressor(static_cast<libdeflate_decompressor*>(decompressor));
}

void ChunkUnpacker::unpack(std::span<const std::byte> packed, std::span<std::byte> planes) {
  auto* const decompressor = static_cast<libdeflate_decompressor*>(decompressor_.get());
  const auto result = libdeflate_zlib_decompress(decompressor, packed.data(), packed.size(),
                                                 planes.data(), planes.size(), nullptr);
  if (result != LIBDEFLATE_SUCCESS) throw Error(Reason::format, "a chunk of rows is damaged");
}

}  // namespace mpietl::report
