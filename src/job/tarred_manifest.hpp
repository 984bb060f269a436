#pragma once

#include <cstddef>

#include "mpietl/job/item_list.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// Whether the lines of a manifest are about files in the tars whose members are `named`: all lines
/// have NeMo's shard_id, and there are members.
bool is_of_tars(const Manifest& manifest, const ItemList& named);

/// Gives each line the member of its name in the tar of its shard, which is the last number
/// after a '_' in the name of the tar. Lines without a member name no file, and fail by
/// themselves. Returns the number of members without a line.
std::size_t join_with_tars(Manifest& manifest, const ItemList& named);

}  // namespace mpietl::job
