#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/report.hpp"
#include "report/attributes.hpp"
#include "report/dataset.hpp"
#include "report/row_layout.hpp"
#include "report/types.hpp"

namespace mpietl::report {

/// The stored type of each column, in order.
template <class Columns>
std::vector<TypeHandle> column_types(const Columns& columns, const Cells<Columns>& cells) {
  std::vector<TypeHandle> types;
  for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
    using Value = ValueOf<decltype(column)>;
    if constexpr (is_text<Value>) {
      types.push_back(text_type(cell.size));
    } else {
      types.emplace_back(H5Tcopy(native_type<Value>()), "making a number type");
    }
  });
  return types;
}

/// Says as attributes of the dataset what its columns mean.
template <class Columns>
void describe_columns(hid_t dataset, const Columns& columns) {
  for_each_column(columns, [&](const auto& column) {
    const std::string name = column.name;
    if (*column.unit != '\0') write_attribute(dataset, "unit_" + name, std::string(column.unit));
    write_attribute(dataset, "description_" + name, std::string(column.description));
  });
}

/// Packs `row` into `bytes`.
template <class Row, class Columns>
void pack(const Row& row, const Columns& columns, const Cells<Columns>& cells,
          std::span<std::byte> bytes) {
  for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
    store(row.*column.member, bytes.subspan(cell.offset, cell.size));
  });
}

/// Writes `rows` as the new dataset `name`, slab by slab, after a pass that finds the longest
/// texts. Throws Hdf5Failure.
template <class Row, class Columns>
void write_table(hid_t group, const std::string& name, const RowSource<Row>& rows,
                 const Columns& columns) {
  auto cells = least_cells(columns);
  for (std::size_t i = 0; i < rows.size; ++i) widen(rows.at(i), columns, cells);
  const std::size_t row_bytes = place(cells);
  const auto type = compound_type(columns, cells, column_types(columns, cells), row_bytes);
  const auto dataset = create_dataset(group, name, type.id(), rows.size);
  describe_columns(dataset.id(), columns);

  const std::size_t most = std::min<std::size_t>(rows_of_slab(row_bytes), rows.size);
  std::vector<std::byte> buffer(most * row_bytes);
  for (std::size_t first = 0; first < rows.size; first += most) {
    const std::size_t count = std::min(most, rows.size - first);
    const auto bytes = std::span(buffer).first(count * row_bytes);
    for (std::size_t i = 0; i < count; ++i) {
      pack(rows.at(first + i), columns, cells, bytes.subspan(i * row_bytes, row_bytes));
    }
    write_slab(dataset.id(), type.id(), {first, count}, bytes);
  }
}

}  // namespace mpietl::report
