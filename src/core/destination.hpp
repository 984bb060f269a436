#pragma once

#include <filesystem>
#include <string>

#include "mpietl/core/atomic_file.hpp"

// What AtomicFile and AdoptedFile share.
namespace mpietl {

class Error;

bool is_folder(const std::filesystem::path& path);

/// The folder of `path`; "." when it names none.
std::string folder_of(const std::string& path);

/// An Error(host): the folder for `path` is missing.
Error folder_is_missing(const std::string& folder, const std::string& path);

/// Throws Error(storage) when `path` is a folder, a device or a pipe: a rename would replace a
/// device such as /dev/null.
void require_file_or_nothing(const std::string& path);

/// Renames a finished file to its final name. Throws Error as write_error(), and Error(host) when
/// its folder is missing.
void rename_finished(const Destination& destination);

/// Syncs the folder of a file. Ignores a folder that is unreadable or that its file system cannot
/// sync.
void sync_folder_of(const std::string& path);

}  // namespace mpietl
