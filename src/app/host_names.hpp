#pragma once

#include <string>
#include <vector>

namespace mpietl::app {

/// "n1", "n1 and n2", or "n1, n2, n3 and 61 more", for messages.
std::string name_some(const std::vector<std::string>& hosts);

}  // namespace mpietl::app
