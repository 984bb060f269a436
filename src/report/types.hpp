#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "report/hdf5.hpp"
#include "report/row_layout.hpp"

namespace mpietl::report {

/// HDF5's name for a number in this machine's representation; the library owns it.
template <class Number>
hid_t native_type() {
  if constexpr (std::is_same_v<Number, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<Number, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<Number, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::is_same_v<Number, double>) return H5T_NATIVE_DOUBLE;
}

/// UTF-8 text of `bytes` bytes, padded with NUL; H5T_VARIABLE for any length. Throws Hdf5Failure.
TypeHandle text_type(std::size_t bytes);

/// Whether two number types are of one class and size; their byte order may differ.
bool same_number(hid_t stored, hid_t native);

/// The type of packed rows, from the place and the type of each column; those of no bytes have
/// none. Throws Hdf5Failure.
template <class Columns>
TypeHandle compound_type(const Columns& columns, const Cells<Columns>& cells,
                         const std::vector<TypeHandle>& types, std::size_t row_bytes) {
  TypeHandle row(H5Tcreate(H5T_COMPOUND, row_bytes), "making a row type");
  auto type = types.begin();
  for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
    if (cell.size == 0) return;
    checked(H5Tinsert(row.id(), column.name, cell.offset, (type++)->id()),
            std::string("adding column ") + column.name);
  });
  return row;
}

}  // namespace mpietl::report
