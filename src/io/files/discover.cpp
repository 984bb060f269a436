#include "mpietl/io/files/discover.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <set>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace fs = std::filesystem;

namespace {

struct statvfs space_of(const std::string& path) {
  const std::string folder = existing_folder(path);
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) {
    throw system_error("ask the free space of", folder, errno);
  }
  return status;
}

std::vector<std::string_view> pieces_before_nul(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

}  // namespace

std::string read_text(const std::string& path, const std::string& what) {
  const bool is_input = path == "-";
  const std::string name = is_input ? "standard input" : path;
  if (!is_input && is_folder(path)) throw system_error("read the " + what, path, EISDIR);
  std::ifstream file;
  if (!is_input) {
    file.open(path, std::ios::binary);
    if (!file) throw system_error("open the " + what, path, errno);
  }
  std::istream& stream = is_input ? std::cin : file;
  std::string text;
  std::array<char, 65536> piece{};
  do {
    stream.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  } while (stream);
  if (stream.bad()) throw system_error("read the " + what, name, EIO);
  return text;
}

std::vector<std::string_view> text_lines(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> read_list(const std::string& path, char separator) {
  const std::string text = read_text(path, "list");
  if (separator != '\0' && text.find('\0') != std::string::npos) {
    throw Error(Reason::usage, "the list " + escape(path == "-" ? "standard input" : path) +
                                   " holds NUL bytes; if NUL ends its names, say so with -0");
  }
  std::vector<std::string> names;
  for (const auto name : separator == '\0' ? pieces_before_nul(text) : text_lines(text)) {
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

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

std::vector<std::string> names_in(const std::string& folder, std::size_t most) {
  std::vector<std::string> names;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end;
       !failure && entry != end && names.size() < most; entry.increment(failure)) {
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

FileLook look_at(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  const bool is_link = S_ISLNK(status.st_mode);
  if (is_link && ::stat(path.c_str(), &status) != 0) return {-1, true};
  constexpr std::int64_t ns_per_second = 1'000'000'000;
  const auto modified_ns = status.st_mtim.tv_sec * ns_per_second + status.st_mtim.tv_nsec;
  return {S_ISREG(status.st_mode) ? std::int64_t{status.st_size} : -1, is_link, modified_ns};
}

std::string resolved_through(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return resolved(path);
  const fs::path real = fs::canonical(path, error);
  return error ? resolved(path) : real.string();
}

std::string absolute(const std::string& path) {
  const fs::path given(path);
  std::error_code error;
  auto whole = given.is_absolute() ? given.root_path() : fs::current_path(error);
  if (error) return path;
  bool has_named = given.is_absolute();  // behind a link, ".." is not what its path looks like
  for (const auto& part : given.relative_path()) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !has_named) {
      whole = whole.parent_path();
      continue;
    }
    has_named = true;
    whole /= part;
  }
  return whole.string();
}

std::string resolved(const std::string& path) {
  const fs::path given(path);
  const fs::path folder = given.has_parent_path() ? given.parent_path() : fs::path(".");
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(folder, error), error);
  return ((error ? fs::absolute(folder).lexically_normal() : real) / given.filename()).string();
}

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

void read_ahead(const std::string& path) noexcept {
  // More of a large file comes by itself once it is read from its start.
  constexpr off_t bytes = off_t{8} << 20U;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  ::posix_fadvise(descriptor, 0, bytes, POSIX_FADV_WILLNEED);
  ::close(descriptor);
}

}  // namespace mpietl::io
