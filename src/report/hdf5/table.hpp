#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "mpietl/core/error.hpp"
#include "report/hdf5/attributes.hpp"
#include "report/hdf5/dataset.hpp"
#include "report/hdf5/schema.hpp"

namespace mpietl::report {

/// The position of a column in a packed row, in bytes; empty if the column is missing.
struct Cell {
  std::size_t offset = 0;
  std::size_t size = 0;
};

/// One cell for each column of a tuple, in order.
template <class Columns>
using Cells = std::array<Cell, std::tuple_size_v<Columns>>;

inline std::string_view stored_text(const std::string& value) { return value; }
inline std::string_view stored_text(Status value) { return to_string(value); }

template <class Value>
void store(const Value& value, std::span<std::byte> cell) {
  if constexpr (is_text<Value>) {
    const auto text = stored_text(value);
    std::memcpy(cell.data(), text.data(), text.size());
    std::memset(cell.data() + text.size(), 0, cell.size() - text.size());
  } else {
    std::memcpy(cell.data(), &value, sizeof value);
  }
}

template <class Value>
void load(std::span<const std::byte> cell, Value& value) {
  if constexpr (is_text<Value>) {
    const auto* text = reinterpret_cast<const char*>(cell.data());
    const std::string_view stored(text, strnlen(text, cell.size()));
    if constexpr (std::is_same_v<Value, Status>) {
      value = status_from(stored);
    } else {
      value = stored;
    }
  } else {
    std::memcpy(&value, cell.data(), sizeof value);
  }
}

/// Calls `visit(column, cell)` for each column with its cell.
template <class Columns, class CellArray, class Visit>
void for_each_cell(const Columns& columns, CellArray& cells, Visit&& visit) {
  auto cell = cells.begin();
  for_each_column(columns, [&](const auto& column) { visit(column, *cell++); });
}

/// Places the cells one after the other; returns the size of the row in bytes.
template <std::size_t count>
std::size_t place(std::array<Cell, count>& cells) {
  std::size_t end = 0;
  for (Cell& cell : cells) {
    cell.offset = end;
    end += cell.size;
  }
  return end;
}

/// The type of packed rows, from the positions and types of the columns. Throws Hdf5Failure.
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

/// The cells of new rows: as large as the longest text in `rows`, at least one byte.
template <class Row, class Columns>
Cells<Columns> cells_for(const RowSource<Row>& rows, const Columns& columns) {
  Cells<Columns> cells;
  for_each_cell(columns, cells, [](const auto& column, Cell& cell) {
    using Value = ValueOf<decltype(column)>;
    cell.size = is_text<Value> ? 1 : sizeof(Value);
  });
  for (std::size_t i = 0; i < rows.size; ++i) {
    const Row row = rows.at(i);
    for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
      if constexpr (is_text<ValueOf<decltype(column)>>) {
        cell.size = std::max(cell.size, stored_text(row.*column.member).size());
      }
    });
  }
  return cells;
}

/// The stored type of each column of new rows, in order.
template <class Columns>
std::vector<TypeHandle> types_to_store(const Columns& columns, const Cells<Columns>& cells) {
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

/// Writes attributes of the dataset that give the meaning of its columns, and their values for "not
/// known".
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

/// Writes `rows` as the new dataset `name`, after a pass that finds the longest texts. Throws
/// Hdf5Failure.
template <class Row, class Columns>
void write_table(hid_t group, const std::string& name, const RowSource<Row>& rows,
                 const Columns& columns) {
  auto cells = cells_for(rows, columns);
  const std::size_t row_bytes = place(cells);
  const auto type = compound_type(columns, cells, types_to_store(columns, cells), row_bytes);
  const auto dataset = create_dataset(group, name, type.id(), rows.size);
  describe_columns(dataset.id(), columns);
  const std::size_t slab_rows = std::min<std::size_t>(rows_of_slab(row_bytes), rows.size);
  std::vector<std::byte> slab(slab_rows * row_bytes);
  for (std::size_t first = 0; first < rows.size; first += slab_rows) {
    const std::size_t count = std::min(slab_rows, rows.size - first);
    for (std::size_t i = 0; i < count; ++i) {
      const Row row = rows.at(first + i);
      const auto bytes = std::span(slab).subspan(i * row_bytes, row_bytes);
      for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
        store(row.*column.member, bytes.subspan(cell.offset, cell.size));
      });
    }
    write_slab(dataset.id(), type.id(), {first, count}, slab);
  }
}

/// A table to read, whether columns may be absent, and those that are not wanted.
struct WantedTable {
  std::string name;
  bool may_lack = false;
  const std::vector<std::string>& left_out;

  [[nodiscard]] bool has(const StoredColumns& stored, const std::string& column) const {
    if (std::ranges::find(left_out, column) != left_out.end()) return false;
    return !may_lack || stored.has(column);
  }
};

/// The type in which to read each wanted column, in order; sets the sizes of the cells.
template <class Columns>
std::vector<TypeHandle> types_to_read(const StoredColumns& stored, const WantedTable& table,
                                      const Columns& columns, Cells<Columns>& cells) {
  std::vector<TypeHandle> types;
  for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
    using Value = ValueOf<decltype(column)>;
    if (!table.has(stored, column.name)) return;
    if constexpr (is_text<Value>) {
      types.push_back(stored.text(column.name));
    } else {
      types.push_back(stored.number(column.name, native_type<Value>()));
    }
    cell.size = H5Tget_size(types.back().id());
  });
  return types;
}

/// The rows of a table. Ignores columns that are not in the tuple; missing and unwanted columns
/// keep their initial values. Throws Error(format) if the dataset is not such a table, and
/// Hdf5Failure.
template <class Row, class Columns>
std::vector<Row> read_table(hid_t group, const WantedTable& table, const Columns& columns) {
  const auto dataset = open_dataset(group, table.name);
  const hsize_t count = rows_of_dataset(dataset.id(), table.name);
  const StoredColumns stored(dataset.id(), table.name);
  Cells<Columns> cells;
  const auto types = types_to_read(stored, table, columns, cells);
  const std::size_t row_bytes = place(cells);
  if (row_bytes == 0) {
    throw Error(Reason::format, "table " + table.name + " has none of its columns");
  }
  const auto type = compound_type(columns, cells, types, row_bytes);
  std::vector<Row> rows;
  rows.reserve(count);
  const hsize_t slab_rows = std::min(rows_of_slab(stored.row_bytes()), count);
  std::vector<std::byte> slab(slab_rows * row_bytes);
  for (hsize_t first = 0; first < count; first += slab_rows) {
    const hsize_t part = std::min(slab_rows, count - first);
    read_slab(dataset.id(), type.id(), {first, part}, slab);
    for (hsize_t i = 0; i < part; ++i) {
      const auto bytes = std::span<const std::byte>(slab).subspan(i * row_bytes, row_bytes);
      Row& row = rows.emplace_back();
      for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
        if (cell.size > 0) load(bytes.subspan(cell.offset, cell.size), row.*column.member);
      });
    }
  }
  return rows;
}

}  // namespace mpietl::report
