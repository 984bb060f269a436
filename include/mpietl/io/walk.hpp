#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mpietl/io/folder.hpp"

namespace mpietl::io {

/// Lists folders, by their paths below a root; the results in the same order. Whoever walks may
/// share this work among processes.
using ListFolders = std::function<std::vector<Folder>(const std::vector<std::string>& folders)>;

/// Calls `take` with the path of every file below the root that `list` knows, relative to it, in
/// bytewise order. Links to folders are followed, but no folder is entered twice: what is reached
/// without links is walked first, then link by link in bytewise order. Throws what `list` throws.
void walk(const ListFolders& list, const std::function<void(const std::string& relative)>& take);

}  // namespace mpietl::io
