#pragma once

#include <string>

namespace mpietl::io {

/// Makes a folder and those above it that are missing. Throws Error(permission, no_space, storage,
/// host).
void make_folders(const std::string& folder);

/// Makes the folders for `path` that are missing below `root`. Neither `root` nor what is above it
/// is ever made: where it is gone a disk was taken away, and its place is on another one.
/// Throws Error(host) when `root` is gone, or is empty and the folder of `path` is not there; else
/// as make_folders().
void make_folders_below(const std::string& root, const std::string& path);

}  // namespace mpietl::io
