#include "job/manifest_paths.hpp"

#include <cstdlib>
#include <functional>
#include <vector>

namespace mpietl::job {

namespace {

/// The file that an entry names; the archive of an object in an archive.
std::string file_of(const ManifestEntry& entry) {
  return entry.place.kind == InputKind::file ? entry.path
                                             : entry.path.substr(0, entry.place.path_bytes);
}

/// Looks for the files of some entries at the paths that `path` returns. Stores the paths of those
/// that exist in `found`, and returns the other entries.
std::vector<std::size_t> look_for(const std::vector<std::size_t>& entries,
                                  const std::function<std::string(std::size_t)>& path,
                                  const FileSystem& file_system,
                                  std::unordered_map<std::size_t, std::string>* found) {
  const auto path_of = [&](std::size_t i) { return path(entries[i]); };
  const auto statuses = file_system.status(entries.size(), path_of);
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (statuses[i].bytes < 0) {
      missing.push_back(entries[i]);
    } else if (found != nullptr) {
      found->emplace(entries[i], path_of(i));
    }
  }
  return missing;
}

}  // namespace

std::unordered_map<std::size_t, std::string> paths_elsewhere(const Manifest& manifest,
                                                             const std::string& folder,
                                                             const FileSystem& file_system) {
  const auto written = [&](std::size_t i) { return file_of(manifest.entries()[i]); };
  const auto beside = [&](std::size_t i) { return folder + "/" + written(i); };
  const char* const home = std::getenv("HOME");
  std::vector<std::size_t> relative;
  for (std::size_t i = 0; i < manifest.entries().size(); ++i) {
    if (manifest.entries()[i].place.kind == InputKind::command) continue;
    const bool may_be_elsewhere =
        !folder.empty() || (home != nullptr && written(i).starts_with("~/"));
    if (may_be_elsewhere && !written(i).starts_with('/')) relative.push_back(i);
  }
  std::unordered_map<std::size_t, std::string> found;
  if (manifest.kind() == ManifestKind::audiofolder) {
    for (const auto i : relative) found.emplace(i, beside(i));
    return found;
  }
  auto missing = look_for(relative, written, file_system, nullptr);
  if (!folder.empty()) missing = look_for(missing, beside, file_system, &found);
  for (const auto i : missing) {
    if (home != nullptr && written(i).starts_with("~/"))
      found.emplace(i, home + written(i).substr(1));
  }
  return found;
}

}  // namespace mpietl::job
