#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/error.hpp"
#include "report/dataset.hpp"
#include "report/pipe.hpp"
#include "report/row_layout.hpp"
#include "report/stored_columns.hpp"
#include "report/types.hpp"

namespace mpietl::report {

/// Rows that are taken at once: a mebibyte of them stays in the processor's cache.
constexpr std::size_t rows_of_batch(std::size_t row_bytes) {
  return std::max<std::size_t>(1, (std::size_t{1} << 20U) / row_bytes);
}

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

/// Sends the rows of the dataset `name` as receive_table() takes them: their number, the sizes of
/// their cells, and the rows, packed. Columns that the tuple does not name are passed over.
/// Throws Error(format) where the dataset is not such a table, and Hdf5Failure.
template <class Columns>
void send_table(hid_t group, const std::string& name, const Columns& columns, PipeWriter& pipe) {
  const auto dataset = open_dataset(group, name);
  const hsize_t count = rows_of_dataset(dataset.id(), name);
  Cells<Columns> cells;
  const auto types = types_in_memory(StoredColumns(dataset.id(), name), columns, cells);
  const std::size_t row_bytes = place(cells);
  const auto type = compound_type(columns, cells, types, row_bytes);
  pipe.put(std::uint64_t{count});
  for (const Cell& cell : cells) pipe.put(std::uint64_t{cell.size});

  const hsize_t most = std::min(rows_of_slab(row_bytes), count);
  std::vector<std::byte> buffer(most * row_bytes);
  for (hsize_t first = 0; first < count; first += most) {
    const hsize_t part = std::min(most, count - first);
    const auto bytes = std::span(buffer).first(part * row_bytes);
    read_slab(dataset.id(), type.id(), {first, part}, bytes);
    pipe.put(bytes);
  }
}

/// Receives the sizes of cells. Throws Error(format) for those that cannot hold their columns.
template <class Columns>
Cells<Columns> receive_cells(const Columns& columns, PipeReader& pipe) {
  constexpr std::uint64_t largest = std::uint64_t{1} << 40U;
  auto cells = least_cells(columns);
  for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
    std::uint64_t size = 0;
    pipe.get(size);
    const bool may_differ = is_text<ValueOf<decltype(column)>>;
    if (may_differ ? size > largest : size != cell.size) {
      throw Error(Reason::format, std::string("column ") + column.name + " is damaged");
    }
    cell.size = size;
  });
  return cells;
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

/// The rows that send_table() sends. Throws Error(format) and CutShort.
template <class Row, class Columns>
std::vector<Row> receive_table(const Columns& columns, PipeReader& pipe) {
  std::uint64_t count = 0;
  pipe.get(count);
  auto cells = receive_cells(columns, pipe);
  const std::size_t row_bytes = place(cells);
  std::vector<Row> rows;
  rows.reserve(count);
  const std::uint64_t most = std::min<std::uint64_t>(rows_of_batch(row_bytes), count);
  std::vector<std::byte> buffer(most * row_bytes);
  while (rows.size() < count) {
    const std::uint64_t part = std::min<std::uint64_t>(most, count - rows.size());
    const auto bytes = std::span(buffer).first(part * row_bytes);
    pipe.get(bytes);
    unpack(bytes, columns, cells, row_bytes, rows);
  }
  return rows;
}

}  // namespace mpietl::report
