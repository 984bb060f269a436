#pragma once

#include <set>
#include <string>

#include "mpietl/job/item_list.hpp"

namespace mpietl::app {

/// Removes the temporary files of runs, known by their ids, from the folders of the outputs of
/// `items`: also those of which a damaged journal does not tell. What cannot be listed or removed
/// stays.
void remove_temporary_files(const job::ItemList& items, const std::set<std::string>& run_ids);

}  // namespace mpietl::app
