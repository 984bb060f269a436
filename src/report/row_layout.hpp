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
#include <utility>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// Where the value of one column lies in a packed row, in bytes.
struct Cell {
  std::size_t offset = 0;
  std::size_t size = 0;
};

/// One cell for each column of a tuple, in its order.
template <class Columns>
using Cells = std::array<Cell, std::tuple_size_v<Columns>>;

template <class Row, class Value>
Value value_of(const Column<Row, Value>&);

/// Type of the values of a column.
template <class AnyColumn>
using ValueOf = decltype(value_of(std::declval<AnyColumn>()));

template <class Value>
inline constexpr bool is_text = std::is_same_v<Value, std::string> || std::is_same_v<Value, Status>;

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

/// Bytes of a packed row; also puts every cell behind the one before it.
template <std::size_t count>
std::size_t place(std::array<Cell, count>& cells) {
  std::size_t end = 0;
  for (Cell& cell : cells) {
    cell.offset = end;
    end += cell.size;
  }
  return end;
}

/// The cells that hold no row yet: text takes one byte.
template <class Columns>
Cells<Columns> least_cells(const Columns& columns) {
  Cells<Columns> cells;
  for_each_cell(columns, cells, [](const auto& column, Cell& cell) {
    using Value = ValueOf<decltype(column)>;
    cell.size = is_text<Value> ? 1 : sizeof(Value);
  });
  return cells;
}

/// Makes the cells large enough for the texts of `row`.
template <class Row, class Columns>
void widen(const Row& row, const Columns& columns, Cells<Columns>& cells) {
  for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
    if constexpr (is_text<ValueOf<decltype(column)>>) {
      cell.size = std::max(cell.size, stored_text(row.*column.member).size());
    }
  });
}

}  // namespace mpietl::report
