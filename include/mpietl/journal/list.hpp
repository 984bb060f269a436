#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// Input and output of an item, raw bytes.
using Paths = std::pair<std::string, std::string>;

/// Stores the list of all items of a run, in order, beside its journal, so that a report can be
/// made of it. Throws as Writer does.
void write_list(const std::string& folder, const Run& run, std::size_t count,
                const std::function<Paths(std::size_t index)>& paths_of, Durability durability);

/// What is left of a list.
struct ListRead {
  std::size_t size = 0;      ///< items, less those of a torn tail
  bool is_complete = false;  ///< whether each of them was visited, and none is missing at the end
};

/// Visits the items of the list of a run, in order; those that are damaged are passed over, and
/// memory is bounded. Nothing where there is no list. Throws as read() does.
std::optional<ListRead> read_list(
    const std::string& folder, const Run& run,
    const std::function<void(std::size_t index, const Paths& paths)>& visit);

}  // namespace mpietl::journal
