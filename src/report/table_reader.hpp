#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "report/dataset.hpp"
#include "report/row_layout.hpp"
#include "report/stored_columns.hpp"
#include "report/types.hpp"

namespace mpietl::report {

/// The type in which to read each column, in order; sets the cells' sizes.
template <class Columns>
std::vector<TypeHandle> types_in_memory(const StoredColumns& stored, const Columns& columns,
                                        Cells<Columns>& cells) {
  std::vector<TypeHandle> types;
  for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
    using Value = ValueOf<decltype(column)>;
    if constexpr (is_text<Value>) {
      types.push_back(stored.text(column.name));
    } else {
      types.push_back(stored.number(column.name, native_type<Value>()));
    }
    cell.size = H5Tget_size(types.back().id());
  });
  return types;
}

/// Appends the rows that are packed in `bytes`. Throws Error(format) for an unknown status.
template <class Row, class Columns>
void unpack(std::span<const std::byte> bytes, const Columns& columns, const Cells<Columns>& cells,
            std::size_t row_bytes, std::vector<Row>& rows) {
  for (; !bytes.empty(); bytes = bytes.subspan(row_bytes)) {
    Row& row = rows.emplace_back();
    for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
      load(bytes.subspan(cell.offset, cell.size), row.*column.member);
    });
  }
}

/// The rows of the dataset `name`; columns that the tuple does not name are passed over.
/// Throws Error(format) where the dataset is not such a table, and Hdf5Failure.
template <class Row, class Columns>
std::vector<Row> read_table(hid_t group, const std::string& name, const Columns& columns) {
  const auto dataset = open_dataset(group, name);
  const hsize_t count = rows_of_dataset(dataset.id(), name);
  Cells<Columns> cells;
  const auto types = types_in_memory(StoredColumns(dataset.id(), name), columns, cells);
  const std::size_t row_bytes = place(cells);
  const auto type = compound_type(columns, cells, types, row_bytes);

  std::vector<Row> rows;
  rows.reserve(count);
  const hsize_t most = std::min(rows_of_slab(row_bytes), count);
  std::vector<std::byte> buffer(most * row_bytes);
  for (hsize_t first = 0; first < count; first += most) {
    const hsize_t part = std::min(most, count - first);
    const auto bytes = std::span(buffer).first(part * row_bytes);
    read_slab(dataset.id(), type.id(), {first, part}, bytes);
    unpack(bytes, columns, cells, row_bytes, rows);
  }
  return rows;
}

}  // namespace mpietl::report
