#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record_table.hpp"

namespace mpietl::app {

/// What rank 0 knows of a job before work begins: nothing, unless earlier runs of it are resumed.
struct Beginning {
  RecordTable records{};  ///< of items that are not worked on again; empty: none are
  std::optional<std::vector<std::size_t>> todo;            ///< the other items, in order; none: all
  std::unordered_map<std::size_t, std::int32_t> attempts;  ///< at an item before; others: none
};

/// The items that are worked on, as tasks 0, 1, 2, ….
class Todo {
 public:
  /// Of `items` items those in `indices`, in order; all of them when there are none.
  Todo(std::size_t items, std::optional<std::vector<std::size_t>> indices)
      : size_(indices ? indices->size() : items), indices_(std::move(indices)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t item(std::size_t task) const {
    return indices_ ? (*indices_)[task] : task;
  }

  /// The task of an item that is one.
  [[nodiscard]] std::size_t task(std::size_t item) const {
    if (!indices_) return item;
    return static_cast<std::size_t>(std::ranges::lower_bound(*indices_, item) - indices_->begin());
  }

 private:
  std::size_t size_;
  std::optional<std::vector<std::size_t>> indices_;
};

}  // namespace mpietl::app
