#pragma once

#include <string>

namespace mpietl::job {

/// Throws Error(usage), which begins with `what`, when `name` is empty.
void check_not_empty(const std::string& name, const std::string& what);

}  // namespace mpietl::job
