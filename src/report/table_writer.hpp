#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "mpietl/report/report.hpp"
#include "report/attributes.hpp"
#include "report/chunk_filter.hpp"
#include "report/dataset.hpp"
#include "report/facts.hpp"
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

/// Says as attributes of the dataset what its columns mean, and what stands where nothing is known.
template <class Columns>
void describe_columns(hid_t dataset, const Columns& columns) {
  for_each_column(columns, [&](const auto& column) {
    const std::string name = column.name;
    if (*column.unit != '\0') write_attribute(dataset, "unit_" + name, std::string(column.unit));
    write_attribute(dataset, "description_" + name, std::string(column.description));
    const auto missing = missing_value(column);
    if constexpr (std::is_same_v<ValueOf<decltype(column)>, std::int32_t>) {
      if (missing) write_attribute(dataset, "missing_" + name, std::int64_t{*missing});
    } else if constexpr (!std::is_same_v<ValueOf<decltype(column)>, Status>) {
      if (missing) write_attribute(dataset, "missing_" + name, *missing);
    }
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

/// Writes `rows` as the new dataset `name`, chunk by chunk, after a pass that finds the longest
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

  const hsize_t chunk_rows = rows_of_chunk(dataset.id());
  std::vector<std::byte> chunk(chunk_rows * row_bytes);
  ChunkPacker packer;
  for (std::size_t first = 0; first < rows.size; first += chunk_rows) {
    const std::size_t count = std::min<std::size_t>(chunk_rows, rows.size - first);
    for (std::size_t i = 0; i < count; ++i) {
      pack(rows.at(first + i), columns, cells, std::span(chunk).subspan(i * row_bytes, row_bytes));
    }
    std::ranges::fill(std::span(chunk).subspan(count * row_bytes), std::byte{});
    write_chunk(dataset.id(), first, packer.pack(chunk, row_bytes));
  }
}

}  // namespace mpietl::report
