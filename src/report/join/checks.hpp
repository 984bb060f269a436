#pragma once

#include <string>
#include <vector>

#include "mpietl/report/join/join.hpp"

namespace mpietl::report {

/// Whether all parts are of one list, so that their indices mean the same.
bool are_of_one_list(const std::vector<Part>& parts);

/// Whether relative paths mean the same in all parts; one that does not know its folder is of any.
bool are_of_one_folder(const std::vector<Part>& parts);

/// A path of a report, as escape() makes it, as seen from `folder`; empty: as it is.
std::string in_folder(const std::string& folder, const std::string& path);

/// Throws Error(usage) for shards that are not those of one list, once each; Error(format) for what
/// is no shard.
void refuse_mixed_shards(const std::vector<Part>& parts);

/// What of the list is in none of the parts, in words: empty when nothing is missing, or when
/// nobody knows the list.
std::string missing_of_list(const std::vector<Part>& parts);

/// Throws Error(usage) that names two parts whose seeds differ.
void refuse_different_seeds(const std::vector<Part>& parts);

/// Throws Error(usage) for an input that is in two parts: an index of one list, else a path.
void refuse_common_inputs(const std::vector<Part>& parts);

}  // namespace mpietl::report
