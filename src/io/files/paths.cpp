#include "mpietl/io/files/paths.hpp"

#include <unistd.h>

#include <algorithm>
#include <climits>
#include <filesystem>

#include "mpietl/io/files/file_system.hpp"

namespace mpietl::io {

namespace fs = std::filesystem;

namespace {

/// Which part `..` removes.
enum class Parent : std::uint8_t {
  always,      ///< the part before it
  until_named  ///< the same, unless `path` names that part: it may be a link
};

/// Adds the parts of `path` to `absolute`, which has no slash at its end.
void append_parts(std::string_view path, Parent parent, std::string& absolute) {
  bool has_named = false;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == ".." && !(parent == Parent::until_named && has_named)) {
      absolute.resize(std::min(absolute.rfind('/'), absolute.size()));
    } else {
      absolute.append("/").append(part);
      has_named = true;
    }
  }
}

}  // namespace

std::string working_folder() {
  std::error_code error;
  return fs::current_path(error).string();
}

std::string lexical_path(std::string_view path, std::string_view from) {
  std::string absolute;
  absolute.reserve(from.size() + 1 + path.size());
  if (!path.starts_with('/')) append_parts(from, Parent::always, absolute);
  append_parts(path, Parent::always, absolute);
  return absolute.empty() ? "/" : absolute;
}

std::string absolute_path(const std::string& path) {
  std::string absolute;
  if (!path.starts_with('/')) {
    const auto here = working_folder();
    if (here.empty()) return path;
    append_parts(here, Parent::always, absolute);
  }
  append_parts(path, Parent::until_named, absolute);
  return absolute.empty() ? "/" : absolute;
}

std::string resolved_through(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return resolved(path);
  const fs::path real = fs::canonical(path, error);
  return error ? resolved(path) : real.string();
}

std::string resolved(const std::string& path) {
  const fs::path given(path);
  const fs::path folder = given.has_parent_path() ? given.parent_path() : fs::path(".");
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(folder, error), error);
  return ((error ? fs::absolute(folder).lexically_normal() : real) / given.filename()).string();
}

void CommonFolder::hold(std::string_view file) {
  if (path_.empty()) {
    path_ = file.substr(0, file.rfind('/') + 1);
    return;
  }
  const auto same = std::ranges::mismatch(path_, file).in1 - path_.begin();
  const auto shared = std::string_view(path_).substr(0, static_cast<std::size_t>(same));
  path_.resize(shared.rfind('/') + 1);
}

std::optional<std::string_view> below(std::string_view folder, std::string_view file) {
  if (!file.starts_with(folder) || file.size() == folder.size()) return std::nullopt;
  return file.substr(folder.size());
}

std::size_t longest_name_bytes(const std::string& folder) {
  const long most = ::pathconf(existing_folder(folder).c_str(), _PC_NAME_MAX);
  return most > 0 ? static_cast<std::size_t>(most) : NAME_MAX;
}

std::size_t longest_path_bytes() { return PATH_MAX - 1; }

}  // namespace mpietl::io
