#include "mpietl/io/output_folder.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "io/lag.hpp"
#include "io/write_error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::io {

namespace {

namespace fs = std::filesystem;

constexpr mode_t new_folder_mode = 0777;  // less the user's umask

void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), new_folder_mode) == 0) return;
  // Another rank may have been first; what else is there shows when a file is made in it.
  if (errno != EEXIST) throw write_error("make the folder", folder.string(), errno);
}

/// The folder of `path` from `root` on; empty when it is not below that.
fs::path below(const std::string& root, const std::string& path) {
  const bool ends_with_slash = root.ends_with('/');
  const bool is_below =
      !root.empty() && path.starts_with(root) &&
      (ends_with_slash || (path.size() > root.size() && path[root.size()] == '/'));
  if (!is_below) return {};
  const auto from = path.find_first_not_of('/', root.size());
  return from == std::string::npos ? fs::path() : fs::path(path.substr(from)).parent_path();
}

bool appears(const std::string& folder) {
  Lag lag(folder);
  do {
    if (is_folder(folder)) return true;
  } while (lag.wait());
  return false;
}

}  // namespace

Error folder_is_gone(const std::string& folder) {
  return {Reason::host, "the output folder " + escape(folder.empty() ? "." : folder) +
                            " is gone; see whether its disk is mounted"};
}

void make_folders(const std::string& folder) {
  std::error_code error;
  if (is_folder(folder)) return;
  fs::create_directories(folder, error);
  // What another host has made a moment ago exists, but may not be seen yet.
  if (error == std::errc::file_exists && appears(folder)) return;
  if (error) throw write_error("make the folder", folder, error.value());
}

void make_folders_below(const std::string& root, const std::string& path) {
  const auto parts = below(root, path);
  const auto start = parts.empty() ? fs::path(path).parent_path() : fs::path(root);
  if (!start.empty() && !appears(start.string())) throw folder_is_gone(start.string());
  fs::path made = start;
  for (const auto& part : parts) {
    made /= part;
    make_folder(made);
  }
}

}  // namespace mpietl::io
