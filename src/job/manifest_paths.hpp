#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// Finds files that do not exist at the path a manifest names: first beside the manifest, in
/// `folder`; then in the home folder if the path begins with "~/", as NeMo does. Entries that are
/// not found are left out. Files of Hugging Face's metadata are always next to it.
std::unordered_map<std::size_t, std::string> paths_elsewhere(const Manifest& manifest,
                                                             const std::string& folder,
                                                             const FileSystem& file_system);

}  // namespace mpietl::job
