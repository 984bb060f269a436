#pragma once

#include <string>

namespace mpietl {

/// Name of the file that `function` was loaded from, links followed: "libogg.so.0.8.5". Of
/// libraries that tell no version, it is what tells which one is in use.
std::string file_of_library(const void* function);

}  // namespace mpietl
