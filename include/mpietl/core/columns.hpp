#pragma once

#include <tuple>

namespace mpietl {

/// A column of a table of `Row`s: name, member, unit and description. A tuple of columns defines
/// how rows are sent, written and read.
template <class Row, class Value>
struct Column {
  const char* name;
  Value Row::*member;
  const char* unit;  ///< "s", "bytes", "Hz", …; empty for names and plain counts
  const char* description;
};

// A deduction guide, since Clang 14 does not deduce the arguments of an aggregate.
template <class Row, class Value>
Column(const char*, Value Row::*, const char*, const char*) -> Column<Row, Value>;

/// Calls `visit(column)` for each column of the tuple, in order.
template <class Columns, class Visit>
constexpr void for_each_column(const Columns& columns, Visit&& visit) {
  std::apply([&](const auto&... column) { (visit(column), ...); }, columns);
}

}  // namespace mpietl
