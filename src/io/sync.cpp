#include "mpietl/io/sync.hpp"

#include <filesystem>
#include <set>

#include "mpietl/core/file.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::io {

void sync_file_systems_of(std::span<const std::string> files) {
  std::set<std::string> folders;
  for (const auto& file : files) {
    const auto folder = std::filesystem::path(file).parent_path().string();
    folders.insert(folder.empty() ? "." : folder);
  }
  std::set<std::uint64_t> synced;
  for (const auto& folder : folders) {
    if (synced.insert(file_system_of(folder)).second) File::open_folder(folder).sync_file_system();
  }
}

}  // namespace mpietl::io
