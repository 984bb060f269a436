#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// Consecutive items that are scheduled, journalled, committed and retried together.
struct Unit {
  std::vector<Item> items;
  std::string container;  ///< the file for all outputs; empty: each output is a file

  /// Estimated time for one thread.
  [[nodiscard]] double estimated_seconds() const;
};

/// Whether both are segments of one recording; then one thread should process them in sequence.
bool are_of_one_recording(const Unit& unit, const Unit& other);

Bytes encode(const std::vector<Unit>& units);
std::vector<Unit> decode_units(const Bytes& bytes);

/// How the rows of a list are divided into units, in order. Each row is a unit, unless outputs are
/// packed.
class Units {
 public:
  /// Makes each of `rows` rows a unit.
  explicit Units(std::size_t rows = 0) : rows_(rows) {}

  /// Units of `rows_per_unit` rows, the last one smaller; `containers` names a file for each.
  Units(std::size_t rows, std::size_t rows_per_unit, std::vector<std::string> containers);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// The rows of a unit: from `first` to before `end`.
  [[nodiscard]] std::size_t first(std::size_t unit) const { return unit * rows_per_unit_; }
  [[nodiscard]] std::size_t end(std::size_t unit) const;

  /// The unit of a row.
  [[nodiscard]] std::size_t of_row(std::size_t row) const { return row / rows_per_unit_; }

  /// The file for the outputs of a unit; empty: each output is a file.
  [[nodiscard]] std::string container(std::size_t unit) const;

  /// The items of a unit.
  [[nodiscard]] Unit make(std::size_t unit, const ItemList& items) const;

 private:
  std::size_t rows_;
  std::size_t rows_per_unit_ = 1;
  std::vector<std::string> containers_;
};

}  // namespace mpietl::job
