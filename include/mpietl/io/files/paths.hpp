#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mpietl::io {

/// The folder that relative paths start from; empty when it was removed.
std::string working_folder();

/// `path` as an absolute path without `.`, `..` and doubled slashes. Two spellings of a path become
/// equal without access to the file system; but with links, the result may lead elsewhere. A
/// relative path starts from `from`.
std::string lexical_path(std::string_view path, std::string_view from);

/// `path` as an absolute path that opens the same file from any working folder, also with links:
/// `..` stays where it follows a name.
std::string absolute_path(const std::string& path);

/// The path with links and dots of its folder resolved as far as the folder exists: equal for all
/// paths of a file.
std::string resolved(const std::string& path);

/// The file that is read for `path`: all links resolved, also the last one.
std::string resolved_through(const std::string& path);

/// The longest folder that contains all of several files. Paths are lexical_path()s.
class CommonFolder {
 public:
  /// Adds a file.
  void hold(std::string_view file);

  /// The folder, with a slash at the end; empty before the first file.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The path of `file` relative to `folder`, which ends with a slash; none when it is not below it.
/// Both are absolute.
std::optional<std::string_view> below(std::string_view folder, std::string_view file);

/// Largest size of a file name on the file system of `folder`, which need not exist.
std::size_t longest_name_bytes(const std::string& folder);

/// Largest size of a path, in bytes.
std::size_t longest_path_bytes();

}  // namespace mpietl::io
