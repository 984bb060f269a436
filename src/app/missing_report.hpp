#pragma once

#include <string>

namespace mpietl::app {

/// Throws Error(not_found), which says how to get the report, if `path` does not exist but the
/// journal of an unfinished run does. Throws as journal::read().
void refuse_unfinished(const std::string& path);

}  // namespace mpietl::app
