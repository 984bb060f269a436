#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "mpietl/io/files/folder.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// Whether a manifest of the outputs is asked for that is made of no other.
bool makes_own_manifest(const Job& job);

/// Texts that stand beside audio files, as in WebDataset's tars: they have the same path up to the
/// first dot of the name.
class SideTexts {
 public:
  /// The text of the file at `path`, which replaces one of that path.
  void add(const std::string& path, const std::string& text);

  /// The NeMo manifest that has a line for each item: the keys of its JSON file, its .txt file as
  /// "text", its .cls file as "cls". Throws Error(usage) for paths and texts that are not UTF-8.
  Manifest manifest_of(const ItemList& items);

  /// Those that no item had.
  [[nodiscard]] io::LeftOut unused() const;

 private:
  struct Texts {
    std::map<std::string, std::string> by_extension;
    bool is_used = false;
  };

  std::unordered_map<std::string, Texts> texts_;  // by the path up to the first dot of the name
};

}  // namespace mpietl::job
