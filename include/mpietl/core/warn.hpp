#pragma once

#include <cstdio>
#include <string>

namespace mpietl {

/// Prints a line on standard error, behind the program's name.
inline void warn(const std::string& text) { std::fprintf(stderr, "mpietl: %s\n", text.c_str()); }

}  // namespace mpietl
