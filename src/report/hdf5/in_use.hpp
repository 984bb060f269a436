#pragma once

#include <string>

namespace mpietl::report {

/// Throws Error(storage), which may pass, that says so when a program has the HDF5 file at `path`
/// open for writing, and another one when a program had and ended without closing it. Files that
/// HDF5 has not marked so, and those that are not there, pass.
void require_closed(const std::string& path);

}  // namespace mpietl::report
