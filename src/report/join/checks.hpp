#pragma once

#include <string>
#include <vector>

#include "mpietl/report/join/join.hpp"

namespace mpietl::report {

/// Whether all parts belong to one list, so that their indices mean the same.
bool are_of_one_list(const std::vector<Part>& parts);

/// Whether relative paths mean the same in all parts; parts without a known folder do not count.
bool are_of_one_folder(const std::vector<Part>& parts);

/// A path of a report, in the form of escape(), as seen from `folder`; unchanged if that is empty.
std::string in_folder(const std::string& folder, const std::string& path);

/// Throws Error(usage) unless the shards are those of one list, once each; Error(format) for an
/// invalid shard.
void refuse_mixed_shards(const std::vector<Part>& parts);

/// The part of the list that no report has, in words; empty if nothing is missing, or the list is
/// not known.
std::string missing_of_list(const std::vector<Part>& parts);

/// Throws Error(usage) with the names of two parts whose seeds differ.
void refuse_different_seeds(const std::vector<Part>& parts);

/// Throws Error(usage) for an input that is in two parts, by its index in one list, or else by
/// path.
void refuse_common_inputs(const std::vector<Part>& parts);

}  // namespace mpietl::report
