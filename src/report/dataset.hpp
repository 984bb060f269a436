#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/hdf5.hpp"

namespace mpietl::report {

/// A stretch of rows of a dataset.
struct Slab {
  hsize_t first = 0;
  hsize_t rows = 0;
};

/// Rows that HDF5 reads at once: enough to keep it busy, too few to be a second copy of the table.
hsize_t rows_of_slab(std::size_t row_bytes);

/// Rows of a chunk of a chunked dataset. Throws Hdf5Failure.
hsize_t rows_of_chunk(hid_t dataset);

/// A new extensible dataset of `rows` rows, chunked, shuffled and deflated.
/// Throws Hdf5Failure.
DatasetHandle create_dataset(hid_t group, const std::string& name, hid_t row_type, hsize_t rows);

/// Opens a one-dimensional dataset of compound rows.
/// Throws Error(format) where it is missing or of another shape, and Hdf5Failure.
DatasetHandle open_dataset(hid_t group, const std::string& name);

/// The number of rows of a dataset of open_dataset().
/// Throws Error(format) for more than its stored bytes can hold (a damaged file), and Hdf5Failure.
hsize_t rows_of_dataset(hid_t dataset, const std::string& name);

/// Stores what a ChunkPacker made as the chunk that begins with row `first`. Throws Hdf5Failure.
void write_chunk(hid_t dataset, hsize_t first, std::span<const std::byte> packed);

/// Reads rows of a dataset as `row_type`. Throws Hdf5Failure.
void read_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<std::byte> bytes);

}  // namespace mpietl::report
