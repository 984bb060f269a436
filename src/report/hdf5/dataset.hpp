#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/hdf5/hdf5.hpp"

namespace mpietl::report {

/// A range of rows of a dataset.
struct Slab {
  hsize_t first = 0;
  hsize_t rows = 0;
};

/// Rows to write or read at once: whole chunks of a new dataset, small enough for a cache.
hsize_t rows_of_slab(std::size_t row_bytes);

/// A new extensible dataset of `rows` rows, chunked, shuffled and deflated.
/// Throws Hdf5Failure.
DatasetHandle create_dataset(hid_t group, const std::string& name, hid_t row_type, hsize_t rows);

/// Opens a one-dimensional dataset of compound rows. Throws Error(format) if it is missing or of
/// another shape, and Hdf5Failure.
DatasetHandle open_dataset(hid_t group, const std::string& name);

/// The number of rows of a dataset of open_dataset(). Throws Error(format) if the stored bytes
/// cannot hold so many (a damaged file), and Hdf5Failure.
hsize_t rows_of_dataset(hid_t dataset, const std::string& name);

/// Writes rows of `row_type` into a dataset. Throws Hdf5Failure.
void write_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<const std::byte> bytes);

/// Reads rows of a dataset as `row_type`. Throws Hdf5Failure.
void read_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<std::byte> bytes);

/// The columns of a dataset in a file.
class StoredColumns {
 public:
  /// Throws Hdf5Failure.
  StoredColumns(hid_t dataset, std::string name);

  [[nodiscard]] std::size_t row_bytes() const { return H5Tget_size(row_.id()); }
  [[nodiscard]] bool has(const std::string& column) const;

  /// The type in which to read a column of text, padded with NUL. Throws Error(format) if it is
  /// missing or not text of fixed length.
  [[nodiscard]] TypeHandle text(const std::string& column) const;

  /// The type in which to read a column of numbers: `native`. Throws Error(format) if it is missing
  /// or of another type.
  [[nodiscard]] TypeHandle number(const std::string& column, hid_t native) const;

 private:
  [[nodiscard]] TypeHandle member(const std::string& column) const;
  [[noreturn]] void refuse(const std::string& column, const std::string& why) const;

  TypeHandle row_;
  std::string name_;
};

}  // namespace mpietl::report
