#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/error.hpp"
#include "report/chunk_reader.hpp"
#include "report/dataset.hpp"
#include "report/huge_pages.hpp"
#include "report/pipe.hpp"
#include "report/row_layout.hpp"
#include "report/stored_columns.hpp"
#include "report/types.hpp"

namespace mpietl::report {

/// Rows that are taken at once: a mebibyte of them stays in the processor's cache.
constexpr std::size_t rows_of_batch(std::size_t row_bytes) {
  return std::max<std::size_t>(1, (std::size_t{1} << 20U) / row_bytes);
}

/// A table to read, whether columns of it may be absent, and those that nobody wants.
struct WantedTable {
  std::string name;
  bool may_lack = false;
  const std::vector<std::string>& left_out;

  [[nodiscard]] bool has(const StoredColumns& stored, const std::string& column) const {
    if (std::ranges::find(left_out, column) != left_out.end()) return false;
    return !may_lack || stored.has(column);
  }
};

/// The type in which to read each column that is wanted, in order; sets the cells' sizes, 0 for
/// those that are not sent.
template <class Columns>
std::vector<TypeHandle> types_in_memory(const StoredColumns& stored, const WantedTable& table,
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

/// Where the cells are in stored rows; nothing where one is not stored as it is wanted, to the bit.
template <class Columns>
std::optional<std::vector<Move>> moves_to(const StoredColumns& stored, const Columns& columns,
                                          const Cells<Columns>& cells,
                                          const std::vector<TypeHandle>& types) {
  std::vector<Move> moves;
  std::size_t wanted = 0;
  for_each_cell(columns, cells, [&](const auto& column, const Cell& cell) {
    if (cell.size == 0) return;
    const auto from = stored.place(column.name, types[wanted++].id());
    if (from) moves.push_back({*from, cell.offset, cell.size});
  });
  if (moves.size() < wanted) return std::nullopt;
  return moves;
}

/// Sends `count` rows as rows of `type`, whoever stored them.
inline void send_rows(hid_t dataset, hid_t type, hsize_t count, PipeWriter& pipe) {
  const std::size_t row_bytes = H5Tget_size(type);
  const hsize_t most = std::min(rows_of_slab(row_bytes), count);
  std::vector<std::byte> buffer(most * row_bytes);
  for (hsize_t first = 0; first < count; first += most) {
    const hsize_t part = std::min(most, count - first);
    const auto bytes = std::span(buffer).first(part * row_bytes);
    read_slab(dataset, type, {first, part}, bytes);
    pipe.put(bytes);
  }
}

/// The same from chunks as this program stores them.
inline void send_chunks(hid_t dataset, hid_t type, hsize_t count, std::vector<Move> moves,
                        PipeWriter& pipe) {
  const std::size_t row_bytes = H5Tget_size(type);
  ChunkReader reader(dataset, std::move(moves), row_bytes);
  std::vector<std::byte> others;
  for (hsize_t first = 0; first < count; first += reader.rows_of_chunk()) {
    const hsize_t part = std::min(reader.rows_of_chunk(), count - first);
    auto rows = reader.read(first);
    if (rows.empty()) {
      others.resize(part * row_bytes);
      read_slab(dataset, type, {first, part}, others);
      rows = others;
    }
    pipe.put(rows.first(part * row_bytes));
  }
}

/// Sends the rows of a table as receive_table() takes them: their number, the sizes of their cells,
/// and the rows, packed. Columns that the tuple does not name are passed over.
/// Throws Error(format) where the dataset is not such a table, and Hdf5Failure.
template <class Columns>
void send_table(hid_t group, const WantedTable& table, const Columns& columns, PipeWriter& pipe) {
  const auto dataset = open_dataset(group, table.name);
  const hsize_t count = rows_of_dataset(dataset.id(), table.name);
  const StoredColumns stored(dataset.id(), table.name);
  Cells<Columns> cells;
  const auto types = types_in_memory(stored, table, columns, cells);
  const std::size_t row_bytes = place(cells);
  if (row_bytes == 0) {
    throw Error(Reason::format, "table " + table.name + " has none of its columns");
  }
  const auto type = compound_type(columns, cells, types, row_bytes);
  pipe.put(std::uint64_t{count});
  for (const Cell& cell : cells) pipe.put(std::uint64_t{cell.size});
  auto moves = moves_to(stored, columns, cells, types);
  if (moves && ChunkReader::can_read(dataset.id())) {
    send_chunks(dataset.id(), type.id(), count, std::move(*moves), pipe);
  } else {
    send_rows(dataset.id(), type.id(), count, pipe);
  }
}

/// Receives the sizes of cells, 0 for columns that are absent. Throws Error(format) for those that
/// cannot hold their columns.
template <class Columns>
Cells<Columns> receive_cells(const Columns& columns, PipeReader& pipe) {
  constexpr std::uint64_t largest = std::uint64_t{1} << 40U;
  auto cells = least_cells(columns);
  for_each_cell(columns, cells, [&](const auto& column, Cell& cell) {
    std::uint64_t size = 0;
    pipe.get(size);
    const bool may_differ = is_text<ValueOf<decltype(column)>>;
    if (may_differ ? size > largest : size != cell.size && size != 0) {
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
      if (cell.size > 0) load(bytes.subspan(cell.offset, cell.size), row.*column.member);
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
  if (row_bytes == 0) throw Error(Reason::format, "a table has no columns");
  std::vector<Row> rows;
  rows.reserve(count);
  take_huge_pages(std::as_writable_bytes(std::span(rows.data(), rows.capacity())));
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
