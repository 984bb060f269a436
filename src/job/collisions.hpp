#pragma once

#include <string>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// Throws Error(usage) that names both inputs when two items have one output, or when the output
/// of an item is an input of the list; and when an output would lie outside `output_dir` (unless
/// that is empty). Links in the folders of a path are looked through.
void refuse_collisions(const ItemList& items, const std::string& output_dir);

}  // namespace mpietl::job
