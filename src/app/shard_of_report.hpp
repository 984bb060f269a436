#pragma once

#include <string>

namespace mpietl::app {

/// Of which shard the report at `path` is, such as "2/5"; empty where it is of a whole list,
/// joined, or no report.
std::string shard_of_report(const std::string& path);

}  // namespace mpietl::app
