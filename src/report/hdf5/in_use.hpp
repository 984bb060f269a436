#pragma once

#include <string>

namespace mpietl::report {

/// Throws Error(storage), which may pass, when a program has the HDF5 file at `path` open for
/// writing, and another Error(storage) when a program ended without closing it. Accepts missing
/// files and those that HDF5 has not marked as open.
void require_closed(const std::string& path);

}  // namespace mpietl::report
