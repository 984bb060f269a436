#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mpietl/io/files/folder.hpp"

namespace mpietl::io {

/// Matches names with the patterns of a filter, and counts what it leaves out.
class NameChooser {
 public:
  explicit NameChooser(const NameFilter& filter);

  /// Whether the file at `relative` (below the folder that is walked) is taken.
  bool takes_file(std::string_view relative);

  /// Whether the folder at `relative` is entered.
  bool enters_folder(std::string_view relative);

  /// Files that were not taken, apart from those that the user excludes.
  [[nodiscard]] const LeftOut& left_out() const { return left_out_; }

  /// As Folder::used.
  [[nodiscard]] std::string used() const;

 private:
  struct Pattern {
    std::string text;  ///< without the slashes that say what it must match
    bool is_path = false;
    bool is_of_folders = false;
    bool was_used = false;

    [[nodiscard]] bool matches(std::string_view relative) const;
  };

  static std::vector<Pattern> parsed(const std::vector<std::string>& texts);
  bool is_excluded(std::string_view relative, bool is_folder);
  bool is_included(std::string_view relative);

  std::vector<Pattern> include_;
  std::vector<Pattern> exclude_;
  LeftOut left_out_;
  bool wants_shadows_ = false;    // files that macOS keeps beside others
  bool wants_resources_ = false;  // and its folder for them
};

}  // namespace mpietl::io
