#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mpietl::io {

/// The folder that relative paths begin at; empty when it is gone.
std::string working_folder();

/// `path` from the root on, without `.`, `..` and doubled slashes: equal for two ways to write one
/// path, to compare paths without a look at the file system. Behind a link it may lead elsewhere.
/// `from` is where a relative path begins.
std::string lexical_path(std::string_view path, std::string_view from);

/// `path` from the root on, to be opened from any working folder: it leads to the same file also
/// behind links, since `..` stays where it follows a name.
std::string absolute_path(const std::string& path);

/// The path with links and dots of its folder resolved as far as that exists: equal for two ways
/// to name one file.
std::string resolved(const std::string& path);

/// The file that is really read when `path` is: links resolved, also the last one.
std::string resolved_through(const std::string& path);

/// The longest folder that holds all of several files. Paths are lexical_path()s.
class CommonFolder {
 public:
  /// Takes another file into account.
  void hold(std::string_view file);

  /// The folder, with a slash behind it; empty before the first file.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The path of `file` below `folder`, which has a slash behind it; none when it is not below it.
/// Both are absolute.
std::optional<std::string_view> below(std::string_view folder, std::string_view file);

/// Bytes that the file system which holds `folder`, or would hold it, takes in the name of a file.
std::size_t longest_name_bytes(const std::string& folder);

/// Bytes that the system takes in a whole path.
std::size_t longest_path_bytes();

}  // namespace mpietl::io
