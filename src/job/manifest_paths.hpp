#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// The paths of those entries of a manifest that do not lead to a file as they are written: one
/// beside the manifest, in `folder`, else one in the home folder where the path begins with "~/".
/// That is how NeMo reads them. What is nowhere is left out.
std::unordered_map<std::size_t, std::string> paths_elsewhere(const Manifest& manifest,
                                                             const std::string& folder,
                                                             const FileSystem& file_system);

}  // namespace mpietl::job
