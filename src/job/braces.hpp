#pragma once

#include <string>
#include <vector>

namespace mpietl::job {

/// Expands braces in a pattern as bash does: "a-{000..099}.tar" to 100 texts, "{x,y}" to two. Other
/// braces stay. Throws Error(usage) for more than a million texts.
std::vector<std::string> expand_braces(const std::string& pattern);

}  // namespace mpietl::job
