#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// Which of the units with these weights are of a shard, in order: the heaviest first, each goes to
/// the part that is lightest then, so that all parts together are all units, and each unit is in
/// one. The same on every host. Takes n log n steps.
std::vector<std::size_t> units_of_shard(const std::vector<std::uint64_t>& weights,
                                        const Shard& shard);

/// Keeps of a whole list what is of the shard: balanced by bytes, with a small weight for each file
/// besides; the files of one line of a manifest stay together. Depends on the list only.
void keep_shard(Listing& listing, const Shard& shard);

/// A name with the shard before its extension: "out/wav.2-of-5.scp".
std::string with_shard(const std::string& path, const Shard& shard);

/// Undoes with_shard(); a name without that shard stays as it is.
std::string without_shard(const std::string& path, const Shard& shard);

}  // namespace mpietl::job
