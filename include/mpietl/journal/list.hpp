#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// Input and output of an item, raw bytes.
using Paths = std::pair<std::string, std::string>;

/// The items of a run, row by row.
struct ItemRows {
  std::size_t count = 0;
  std::function<Paths(std::size_t row)> paths_of;

  /// The index in the list of all inputs, of which these may be a part; it rises with the rows, and
  /// is below 2^32.
  std::function<std::uint64_t(std::size_t row)> index_of = [](std::size_t row) { return row; };
};

/// Stores the items of a run, in order, beside its journal, so that a report can be made of it.
/// Throws as Writer does.
void write_list(const std::string& folder, const Run& run, const ItemRows& items,
                Durability durability);

/// What is left of a list.
struct ListRead {
  std::size_t size = 0;      ///< items, less those of a torn tail
  bool is_complete = false;  ///< whether each of them was visited, and none is missing at the end
};

/// Visits the items of a run, in order, with their indices in the list of all inputs; those that
/// are damaged are passed over, and memory is bounded. Nothing where there is no list. Throws as
/// read() does.
std::optional<ListRead> read_list(
    const std::string& folder, const Run& run,
    const std::function<void(std::size_t index, const Paths& paths)>& visit);

}  // namespace mpietl::journal
