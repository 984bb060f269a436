#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "mpietl/io/files/folder.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// The texts beside audio files, as in WebDataset's tars. They belong to the audio file with the
/// same path up to the first dot of the name.
class SideTexts {
 public:
  /// Adds the text of the file at `path`; replaces an earlier one of that path.
  void add(const std::string& path, const std::string& text);

  /// The manifest with a line for each item: its path at `path_key`, the keys of its JSON file,
  /// its .txt file as "text", its .cls file as "cls". Throws Error(usage) for paths and texts that
  /// are not UTF-8.
  Manifest manifest_of(const ItemList& items, const std::string& path_key = "audio_filepath");

  /// The texts that belong to no item.
  [[nodiscard]] io::LeftOut unused() const;

 private:
  struct Texts {
    std::map<std::string, std::string> by_extension;
    bool is_used = false;
  };

  std::unordered_map<std::string, Texts> texts_;  // by the path up to the first dot of the name
};

}  // namespace mpietl::job
