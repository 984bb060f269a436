#pragma once

#include <cstdio>
#include <string>

namespace mpietl {

/// Prints "mpietl: TEXT" as a line on standard error.
inline void warn(const std::string& text) { std::fprintf(stderr, "mpietl: %s\n", text.c_str()); }

}  // namespace mpietl
