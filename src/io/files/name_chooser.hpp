#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mpietl/io/files/folder.hpp"

namespace mpietl::io {

/// Matches names with the patterns of a filter, and counts those that it does not take.
class NameChooser {
 public:
  explicit NameChooser(const NameFilter& filter);

  /// Whether the file at `relative` (below the root of the walk) is taken.
  bool takes_file(std::string_view relative);

  /// Whether the folder at `relative` is entered.
  bool enters_folder(std::string_view relative);

  /// Files that were not taken, except those that the user excluded.
  [[nodiscard]] const LeftOut& left_out() const { return left_out_; }

  /// See Folder::used.
  [[nodiscard]] std::string used() const;

 private:
  struct Pattern {
    std::string text;  ///< without the slashes at its start and end
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
  bool wants_shadows_ = false;    // a pattern matches the files that macOS adds
  bool wants_resources_ = false;  // or the folder that it adds
};

}  // namespace mpietl::io
