#pragma once

#include <string>

namespace mpietl::run {

/// Date of the OpenMP specification that the compiler follows, and file of the runtime in use:
/// "201511, libgomp.so.1.0.0".
std::string openmp_version();

}  // namespace mpietl::run
