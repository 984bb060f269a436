#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <type_traits>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::test {

using Random = std::mt19937_64;

/// A text of any bytes but NUL, mostly short.
inline std::string random_text(Random& random) {
  std::string text(random() % 10 == 0 ? random() % 300 : random() % 8, ' ');
  for (char& c : text) c = static_cast<char>(random() % 255 + 1);
  return text;
}

template <class Number>
Number random_number(Random& random) {
  using Limits = std::numeric_limits<Number>;
  std::array<Number, 5> values{Number{0}, Limits::lowest(), Limits::max(), Number{1}, Number{1}};
  values[3] = static_cast<Number>(random());
  if constexpr (Limits::has_infinity) values[4] = Limits::infinity();
  const std::size_t choice = random() % 6;
  return choice == 5 ? Limits::quiet_NaN() : values[choice];
}

/// A row with values that may break storage: text of any bytes but NUL, empty and long text, NaN,
/// infinities, extreme numbers.
template <class Row, class Columns>
Row random_row(Random& random, const Columns& columns) {
  Row row;
  for_each_column(columns, [&](const auto& column) {
    auto& value = row.*column.member;
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      value = random_text(random);
    } else if constexpr (std::is_same_v<Value, Status>) {
      value = static_cast<Status>(random() % 3);
    } else {
      value = random_number<Value>(random);
    }
  });
  return row;
}

/// Whether two values of a row are equal; all NaNs are equal.
template <class Value>
bool same(const Value& a, const Value& b) {
  if constexpr (std::is_floating_point_v<Value>) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  }
  return a == b;
}

/// The name of the first column in which two rows differ; empty if there is none.
template <class Row, class Columns>
std::string difference(const Row& a, const Row& b, const Columns& columns) {
  std::string name;
  for_each_column(columns, [&](const auto& column) {
    if (name.empty() && !same(a.*column.member, b.*column.member)) name = column.name;
  });
  return name;
}

}  // namespace mpietl::test
