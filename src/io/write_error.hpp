#pragma once

#include <string>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

/// system_error() for what is written: an I/O error is then the disk's fault, not that of an input,
/// so that its reason is Reason::host. A file that is too large for its file system fails alone:
/// Reason::storage, unless this process is limited in the size of files.
Error write_error(const std::string& doing, const std::string& name, int error_number);

/// Error(host) that says that the folder, into which outputs go, is not there any more.
Error folder_is_gone(const std::string& folder);

}  // namespace mpietl::io
