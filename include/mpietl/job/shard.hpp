#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// The units that belong to a shard, in order; `weights` has the weight of each unit. The heaviest
/// unit goes first, each to the shard that is lightest at that moment. So every unit is in exactly
/// one shard, and every host computes the same result. Takes n log n steps.
std::vector<std::size_t> units_of_shard(const std::vector<std::uint64_t>& weights,
                                        const Shard& shard);

/// Keeps only the items of a shard. Shards are balanced by bytes plus a small weight for each file;
/// the files of one manifest line stay together. The result depends only on the list.
void keep_shard(Listing& listing, const Shard& shard);

/// A name with the shard before its extension: "out/wav.2-of-5.scp".
std::string with_shard(const std::string& path, const Shard& shard);

/// Reverses with_shard(); a name without that shard stays unchanged.
std::string without_shard(const std::string& path, const Shard& shard);

}  // namespace mpietl::job
