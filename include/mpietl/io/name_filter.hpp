#pragma once

#include <string>
#include <vector>

namespace mpietl::io {

/// Which files a folder yields. A pattern is a shell wildcard (POSIX fnmatch): with a slash in it,
/// it is held against the path below the folder, where `*` also stands for slashes; else against
/// the last part of the path.
struct NameFilter {
  std::vector<std::string> include;  ///< none: names with an audio extension
  std::vector<std::string> exclude;  ///< wins; a folder that matches is not entered

  /// Whether the file at `relative` (below the folder) is taken.
  [[nodiscard]] bool takes_file(const std::string& relative) const;

  /// Whether the folder at `relative` is entered.
  [[nodiscard]] bool enters_folder(const std::string& relative) const;
};

}  // namespace mpietl::io
