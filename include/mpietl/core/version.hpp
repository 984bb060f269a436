#pragma once

#include <string_view>

namespace mpietl {

/// The version of this program: "0.1.0".
std::string_view version();

/// Name and version of the compiler, and the build type: "GNU 12.2.0", "Release".
std::string_view compiler();
std::string_view build_type();

}  // namespace mpietl
