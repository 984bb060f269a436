#pragma once

#include <string>
#include <vector>

#include "mpietl/report/join.hpp"

namespace mpietl::report {

/// Whether all parts are of one list, so that their indices mean the same.
bool are_of_one_list(const std::vector<Part>& parts);

/// Throws Error(usage) for shards that are not those of one list, once each; Error(format) for what
/// is no shard.
void refuse_strange_shards(const std::vector<Part>& parts);

/// What of the list is in none of the parts, in words: empty when nothing is missing, or when
/// nobody knows the list.
std::string missing_of_list(const std::vector<Part>& parts);

/// Throws Error(usage) that names two parts whose seeds differ.
void refuse_different_seeds(const std::vector<Part>& parts);

/// Throws Error(usage) for an input that is in two parts: an index of one list, else a path.
void refuse_common_inputs(const std::vector<Part>& parts);

}  // namespace mpietl::report
