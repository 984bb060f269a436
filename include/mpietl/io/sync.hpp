#pragma once

#include <span>
#include <string>

namespace mpietl::io {

/// Waits until all file systems that hold `files` have stored what was written to them, names
/// included; each once. Throws Error as the system says.
void sync_file_systems_of(std::span<const std::string> files);

}  // namespace mpietl::io
