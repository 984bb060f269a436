#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// How the schema names the type of a value.
template <class Value>
constexpr const char* type_name() {
  if constexpr (std::is_same_v<Value, std::int32_t>) return "int32";
  if constexpr (std::is_same_v<Value, std::int64_t>) return "int64";
  if constexpr (std::is_same_v<Value, std::uint64_t>) return "uint64";
  if constexpr (std::is_same_v<Value, double>) return "float64";
  return "text";
}

/// What stands in a column where nothing is known: what a new row has there, if that is -1, NaN or
/// empty; nothing for a column that is always known.
template <class Row, class Value>
std::optional<Value> missing_value(const Column<Row, Value>& column) {
  const Value initial = Row{}.*column.member;
  bool is_missing = false;
  if constexpr (std::is_same_v<Value, std::string>) is_missing = initial.empty();
  if constexpr (std::is_same_v<Value, double>) is_missing = std::isnan(initial);
  if constexpr (std::is_integral_v<Value> && std::is_signed_v<Value>) is_missing = initial == -1;
  return is_missing ? std::optional(initial) : std::nullopt;
}

}  // namespace mpietl::report
