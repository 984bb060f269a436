#pragma once

#include <string>

namespace mpietl::io {

/// Asks the system to have the first few MiB of a file in memory soon, and does not wait for them.
/// What fails is told when the file is read.
void read_ahead(const std::string& path) noexcept;

}  // namespace mpietl::io
