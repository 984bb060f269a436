#pragma once

#include <string>

namespace mpietl::app {

/// Throws Error(not_found), which says how to get it, when there is no report at `path`, but beside
/// it the journal of a run that has not ended or was killed. Throws as journal::read().
void refuse_unfinished(const std::string& path);

}  // namespace mpietl::app
