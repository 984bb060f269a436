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

/// Rows that are packed at once, a multiple of the rows of a chunk: enough to keep HDF5 busy, too
/// few to be a second copy of the table.
hsize_t rows_of_slab(std::size_t row_bytes);

/// A new extensible dataset of `rows` rows, chunked, shuffled and deflated.
/// Throws Hdf5Failure.
DatasetHandle create_dataset(hid_t group, const std::string& name, hid_t row_type, hsize_t rows);

/// Opens a one-dimensional dataset of compound rows.
/// Throws Error(format) where it is missing or of another shape, and Hdf5Failure.
DatasetHandle open_dataset(hid_t group, const std::string& name);

/// The number of rows of a dataset of open_dataset().
/// Throws Error(format) for more than its stored bytes can hold (a damaged file), and Hdf5Failure.
hsize_t rows_of_dataset(hid_t dataset, const std::string& name);

/// Moves packed rows of `row_type` to or from a dataset. Throws Hdf5Failure.
void write_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<const std::byte> bytes);
void read_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<std::byte> bytes);

}  // namespace mpietl::report
