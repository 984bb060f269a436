#include "mpietl/io/files/paths.hpp"

#include <unistd.h>

#include <algorithm>
#include <climits>
#include <filesystem>

#include "mpietl/io/files/discover.hpp"

namespace mpietl::io {

namespace {

/// Adds the parts of `path` to `absolute`, which has no slash at its end.
void append_parts(std::string_view path, std::string& absolute) {
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      absolute.resize(std::min(absolute.rfind('/'), absolute.size()));
    } else {
      absolute.append("/").append(part);
    }
  }
}

}  // namespace

std::string working_folder() {
  std::error_code error;
  return std::filesystem::current_path(error).string();
}

std::string lexical_path(std::string_view path, std::string_view from) {
  std::string absolute;
  absolute.reserve(from.size() + 1 + path.size());
  if (!path.starts_with('/')) append_parts(from, absolute);
  append_parts(path, absolute);
  return absolute.empty() ? "/" : absolute;
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
