#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <filesystem>
#include <limits>

#include "mpietl/core/error.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::io {

namespace {

/// The nearest folder above `path` that exists.
std::string existing_folder(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  fs::path folder = fs::absolute(path, ignored);
  while (!fs::is_directory(folder, ignored) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder.string();
}

struct statvfs space_of(const std::string& path) {
  const std::string folder = existing_folder(path);
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) {
    throw system_error("ask the free space of", folder, errno);
  }
  return status;
}

}  // namespace

std::uint64_t free_bytes(const std::string& path) {
  const auto space = space_of(path);
  return std::uint64_t{space.f_bavail} * space.f_frsize;
}

std::uint64_t free_inodes(const std::string& path) {
  const auto space = space_of(path);
  return space.f_files == 0 ? std::numeric_limits<std::uint64_t>::max() : space.f_favail;
}

std::uint64_t file_system_of(const std::string& path) {
  const std::string folder = existing_folder(path);
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) throw system_error("examine", folder, errno);
  return status.st_dev;
}

}  // namespace mpietl::io
