#pragma once

#include <string>

namespace mpietl::job {

/// Versions of the parsers that were compiled in: "3.3.0".
std::string toml_version();
std::string json_version();

}  // namespace mpietl::job
