#pragma once

#include <vector>

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// Throws Error(usage) that names both inputs when two items have one output, or when the output
/// of an item is an input of the list; links in the folders of a path are looked through.
void refuse_collisions(const std::vector<Item>& items);

}  // namespace mpietl::job
