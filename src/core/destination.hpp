#pragma once

#include <filesystem>
#include <string>

#include "mpietl/core/atomic_file.hpp"

// What all files have in common that appear under their final name when they are whole.
namespace mpietl {

class Error;

bool is_folder(const std::filesystem::path& path);

/// The folder of `path`; "." when it names none.
std::string folder_of(const std::string& path);

/// An Error(host): the folder that `path` should be written to is gone.
Error folder_is_missing(const std::string& folder, const std::string& path);

/// Throws Error(storage) where a folder, a device or a pipe has the name `path`: a rename would
/// replace a device such as /dev/null.
void require_file_or_nothing(const std::string& path);

/// Gives a finished file its final name. Throws Error as write_error(), and Error(host) when its
/// folder is gone.
void rename_finished(const Destination& destination);

/// Stores the names in the folder of a file. A folder that may not be read, or that its file system
/// does not sync, is left to the system.
void sync_folder_of(const std::string& path);

}  // namespace mpietl
