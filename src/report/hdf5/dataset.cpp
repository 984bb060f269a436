#include "report/hdf5/dataset.hpp"

#include <algorithm>
#include <utility>

#include "mpietl/core/error.hpp"
#include "report/hdf5/attributes.hpp"

namespace mpietl::report {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{512} << 10U;
constexpr std::size_t slab_bytes = std::size_t{2} << 20U;
constexpr unsigned deflate_level = 1;

/// Deflate shrinks bytes at most 1032-fold; a larger claim is damage.
constexpr hsize_t largest_ratio = 2000;

hsize_t rows_of_new_chunk(std::size_t row_bytes) {
  return std::max<hsize_t>(1, chunk_bytes / row_bytes);
}

PropertyHandle dataset_properties(std::size_t row_bytes, hsize_t rows) {
  const std::string doing = "choosing chunks and compression";
  PropertyHandle properties(H5Pcreate(H5P_DATASET_CREATE), doing);
  const hsize_t chunk = std::clamp<hsize_t>(rows, 1, rows_of_new_chunk(row_bytes));
  checked(H5Pset_chunk(properties.id(), 1, &chunk), doing);
  keep_attributes_in_header(properties);
  checked(H5Pset_shuffle(properties.id()), doing);
  checked(H5Pset_deflate(properties.id(), deflate_level), doing);
  return properties;
}

/// The rows of `slab` in the file, and the same number of rows in memory.
struct Selection {
  Selection(hid_t dataset, Slab slab)
      : file(H5Dget_space(dataset), "reading a table's extent"),
        memory(H5Screate_simple(1, &slab.rows, nullptr), "describing rows in memory") {
    checked(
        H5Sselect_hyperslab(file.id(), H5S_SELECT_SET, &slab.first, nullptr, &slab.rows, nullptr),
        "selecting rows");
  }

  SpaceHandle file;
  SpaceHandle memory;
};

hsize_t extent_of(hid_t dataset, const std::string& name) {
  const SpaceHandle space(H5Dget_space(dataset), "reading the extent of " + name);
  if (H5Sget_simple_extent_ndims(space.id()) != 1) {
    throw Error(Reason::format, name + " is not one-dimensional");
  }
  hsize_t rows = 0;
  checked(H5Sget_simple_extent_dims(space.id(), &rows, nullptr), "reading the extent of " + name);
  return rows;
}

}  // namespace

hsize_t rows_of_slab(std::size_t row_bytes) {
  const hsize_t chunk = rows_of_new_chunk(row_bytes);
  return chunk * std::max<hsize_t>(1, slab_bytes / (chunk * row_bytes));
}

DatasetHandle create_dataset(hid_t group, const std::string& name, hid_t row_type, hsize_t rows) {
  const std::string doing = "creating " + name;
  const hsize_t unlimited = H5S_UNLIMITED;
  const SpaceHandle space(H5Screate_simple(1, &rows, &unlimited), doing);
  const auto properties = dataset_properties(H5Tget_size(row_type), rows);
  return {H5Dcreate2(group, name.c_str(), row_type, space.id(), H5P_DEFAULT, properties.id(),
                     H5P_DEFAULT),
          doing};
}

DatasetHandle open_dataset(hid_t group, const std::string& name) {
  if (!has_link(group, name)) throw Error(Reason::format, "table " + name + " is missing");
  DatasetHandle dataset(H5Dopen2(group, name.c_str(), H5P_DEFAULT), "opening " + name);
  const TypeHandle type(H5Dget_type(dataset.id()), "reading the row type of " + name);
  if (H5Tget_class(type.id()) != H5T_COMPOUND) {
    throw Error(Reason::format, name + " is not a table of named columns");
  }
  return dataset;
}

hsize_t rows_of_dataset(hid_t dataset, const std::string& name) {
  const TypeHandle type(H5Dget_type(dataset), "reading the row type of " + name);
  const hsize_t rows = extent_of(dataset, name);
  const FileHandle file(H5Iget_file_id(dataset), "finding the file of " + name);
  hsize_t file_bytes = 0;
  checked(H5Fget_filesize(file.id(), &file_bytes), "reading the file's size");
  const hsize_t stored = std::min(H5Dget_storage_size(dataset), file_bytes);
  if (rows > stored * largest_ratio / std::max<std::size_t>(1, H5Tget_size(type.id()))) {
    throw Error(Reason::format, name + " claims more rows than the file can hold");
  }
  return rows;
}

void write_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<const std::byte> bytes) {
  const Selection selection(dataset, slab);
  checked(H5Dwrite(dataset, row_type, selection.memory.id(), selection.file.id(), H5P_DEFAULT,
                   bytes.data()),
          "writing rows");
}

void read_slab(hid_t dataset, hid_t row_type, Slab slab, std::span<std::byte> bytes) {
  const Selection selection(dataset, slab);
  checked(H5Dread(dataset, row_type, selection.memory.id(), selection.file.id(), H5P_DEFAULT,
                  bytes.data()),
          "reading rows");
}

StoredColumns::StoredColumns(hid_t dataset, std::string name)
    : row_(H5Dget_type(dataset), "reading the row type of " + name), name_(std::move(name)) {}

bool StoredColumns::has(const std::string& column) const {
  return H5Tget_member_index(row_.id(), column.c_str()) >= 0;
}

TypeHandle StoredColumns::text(const std::string& column) const {
  auto type = member(column);
  if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) != 0) {
    refuse(column, "is not text of fixed length");
  }
  checked(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "padding a text type");
  return type;
}

TypeHandle StoredColumns::number(const std::string& column, hid_t native) const {
  if (!same_number(member(column).id(), native)) refuse(column, "is of another type");
  return {H5Tcopy(native), "making a number type"};
}

TypeHandle StoredColumns::member(const std::string& column) const {
  const int index = H5Tget_member_index(row_.id(), column.c_str());
  if (index < 0) refuse(column, "is missing");
  return {H5Tget_member_type(row_.id(), static_cast<unsigned>(index)),
          "reading the type of column " + column};
}

void StoredColumns::refuse(const std::string& column, const std::string& why) const {
  throw Error(Reason::format, "column " + column + " of table " + name_ + " " + why);
}

}  // namespace mpietl::report
