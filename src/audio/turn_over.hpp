#pragma once

#include <algorithm>
#include <cstddef>

namespace mpietl::audio {

/// Rows of numbers in memory.
template <class Number>
struct Rows {
  Number* first;
  std::size_t step;  // from a row to the next
};

/// Copies rows of `from` to columns of `to`, in squares with the side of a vector.
template <class From, class To>
void turn_over(Rows<const From> from, std::size_t rows, std::size_t columns, Rows<To> to) {
  constexpr std::size_t side = 4;
  const auto copy = [&](std::size_t row, std::size_t column) {
    From square[side * side];
    const From* source = from.first + row * from.step + column;
    To* target = to.first + column * to.step + row;
    for (std::size_t r = 0; r < side; ++r) {
      for (std::size_t c = 0; c < side; ++c) square[r * side + c] = source[r * from.step + c];
    }
    for (std::size_t c = 0; c < side; ++c) {
      for (std::size_t r = 0; r < side; ++r) {
        target[c * to.step + r] = static_cast<To>(square[r * side + c]);
      }
    }
  };
  const std::size_t whole_rows = rows - rows % side;
  const std::size_t whole_columns = columns - columns % side;
  for (std::size_t column = 0; column < whole_columns; column += side) {
    for (std::size_t row = 0; row < whole_rows; row += side) copy(row, column);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = row < whole_rows ? whole_columns : 0; column < columns; ++column) {
      to.first[column * to.step + row] = static_cast<To>(from.first[row * from.step + column]);
    }
  }
}

}  // namespace mpietl::audio
