#pragma once

#include <string>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// Throws Error(not_found, permission, storage) as the system says, and Error(format) for what is
/// no regular file or does not agree with its seal.
void require_intact(const std::string& path);

/// Reads a report file. Throws Error(format) and Hdf5Failure, which do not name the file.
Report load(const std::string& path);

}  // namespace mpietl::report
