#pragma once

#include <string>
#include <vector>

namespace mpietl::job {

/// The texts that a pattern in braces stands for, as bash writes them: "a-{000..099}.tar" for 100
/// of them, "{x,y}" for two. Braces of another kind stay. Throws Error(usage) for more than a
/// million.
std::vector<std::string> expand_braces(const std::string& pattern);

}  // namespace mpietl::job
