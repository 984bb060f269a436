#include "mpietl/io/files/file_system.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <limits>
#include <set>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl::io {

namespace fs = std::filesystem;

namespace {

struct statvfs space_of(const std::string& path) {
  const std::string folder = existing_folder(path);
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) {
    throw system_error("query the free space of", folder, errno);
  }
  return status;
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string existing_folder(const std::string& path) {
  std::error_code ignored;
  fs::path folder = fs::absolute(path, ignored);
  while (!fs::is_directory(folder, ignored) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder.string();
}

bool is_missing(const std::string& path) {
  std::error_code failure;
  return fs::symlink_status(path, failure).type() == fs::file_type::not_found;
}

bool may_write_in(const std::string& folder) {
  return access(folder.c_str(), W_OK) == 0 || (errno != EACCES && errno != EROFS);
}

std::vector<std::string> names_in(const std::string& folder, std::size_t max_count) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end;
       !failure && entry != end && names.size() < max_count; entry.increment(failure)) {
    names.push_back(entry->path().filename().string());
  }
  return names;
}

bool may_be_replaced(const std::string& path) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  return !fs::exists(status) || fs::is_regular_file(status);
}

std::int64_t file_bytes(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? -1 : static_cast<std::int64_t>(size);
}

FileStatus file_status(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  const bool is_link = S_ISLNK(status.st_mode);
  if (is_link && ::stat(path.c_str(), &status) != 0) return {-1, true};
  constexpr std::int64_t ns_per_second = 1'000'000'000;
  const auto modified_ns = status.st_mtim.tv_sec * ns_per_second + status.st_mtim.tv_nsec;
  return {S_ISREG(status.st_mode) ? std::int64_t{status.st_size} : -1, is_link, modified_ns};
}

std::uint64_t free_bytes(const std::string& path) {
  const auto space = space_of(path);
  const bool has_size = space.f_blocks > 0;  // /proc has none, so nothing is known
  return has_size ? std::uint64_t{space.f_bavail} * space.f_frsize
                  : std::numeric_limits<std::uint64_t>::max();
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

void read_ahead(const std::string& path, const ByteRange& part) noexcept {
  // The system reads ahead by itself once a large file is read from its start.
  constexpr std::int64_t most_bytes = std::int64_t{8} << 20U;
  const auto bytes = part.size < 0 ? most_bytes : std::min(most_bytes, part.size);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  ::posix_fadvise(descriptor, part.begin, bytes, POSIX_FADV_WILLNEED);
  ::close(descriptor);
}

}  // namespace mpietl::io
