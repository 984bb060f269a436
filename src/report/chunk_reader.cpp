#include "report/chunk_reader.hpp"

#include <algorithm>

#include "mpietl/core/error.hpp"

namespace mpietl::report {

namespace {

constexpr hsize_t largest_chunk_bytes = hsize_t{1} << 32U;  // HDF5's own limit

bool is_filter(hid_t properties, unsigned place, H5Z_filter_t filter) {
  unsigned flags = 0;
  unsigned config = 0;
  std::size_t values = 0;
  return H5Pget_filter2(properties, place, &flags, &values, nullptr, 0, nullptr, &config) == filter;
}

/// Puts the cells of all rows where they belong, byte by byte of a column.
void gather(const Move& move, std::span<const std::byte> planes, std::size_t count,
            std::size_t row_bytes, std::span<std::byte> rows) {
  for (std::size_t b = 0; b < move.size; ++b) {
    const std::byte* const plane = planes.data() + (move.from + b) * count;
    std::byte* const cell = rows.data() + move.to + b;
    for (std::size_t i = 0; i < count; ++i) cell[i * row_bytes] = plane[i];
  }
}

}  // namespace

bool ChunkReader::can_read(hid_t dataset) {
  const std::string doing = "looking at how a table is stored";
  const PropertyHandle properties(H5Dget_create_plist(dataset), doing);
  if (checked(H5Pget_layout(properties.id()), doing) != H5D_CHUNKED) return false;
  return checked(H5Pget_nfilters(properties.id()), doing) == 2 &&
         is_filter(properties.id(), 0, H5Z_FILTER_SHUFFLE) &&
         is_filter(properties.id(), 1, H5Z_FILTER_DEFLATE);
}

ChunkReader::ChunkReader(hid_t dataset, std::vector<Move> moves, std::size_t row_bytes)
    : dataset_(dataset),
      moves_(std::move(moves)),
      row_bytes_(row_bytes),
      chunk_rows_(report::rows_of_chunk(dataset)) {
  const TypeHandle type(H5Dget_type(dataset), "reading a row type");
  const std::size_t stored_row_bytes = H5Tget_size(type.id());
  if (chunk_rows_ >
      largest_chunk_bytes / std::max({std::size_t{1}, stored_row_bytes, row_bytes_})) {
    throw Error(Reason::format, "a chunk of rows is too large");
  }
  planes_.resize(chunk_rows_ * stored_row_bytes);
  rows_.resize(chunk_rows_ * row_bytes);
}

std::span<const std::byte> ChunkReader::read(hsize_t first) {
  const std::string doing = "reading a chunk of rows";
  hsize_t bytes = 0;
  checked(H5Dget_chunk_storage_size(dataset_, &first, &bytes), doing);
  if (bytes == 0) return {};
  // What is larger than this was never packed from so many bytes.
  const std::size_t most = 2 * planes_.size() + 4096;
  if (bytes > most) throw Error(Reason::format, "a chunk of rows is damaged");
  packed_.resize(bytes);
  std::uint32_t skipped_filters = 0;
  checked(H5Dread_chunk(dataset_, H5P_DEFAULT, &first, &skipped_filters, packed_.data()), doing);
  if (skipped_filters != 0) return {};
  unpacker_.unpack(packed_, planes_);
  for (const Move& move : moves_) gather(move, planes_, chunk_rows_, row_bytes_, rows_);
  return rows_;
}

}  // namespace mpietl::report
