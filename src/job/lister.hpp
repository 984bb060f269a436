#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "job/side_texts.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// Collects the items of a job in the order in which inputs are named.
class Lister {
 public:
  Lister(const Job& job, const FileSystem& file_system) : job_(job), file_system_(file_system) {}

  void add_folder(const std::string& folder);

  /// Adds files by their paths below `base`, an absolute folder with a slash at the end. A tar is
  /// replaced by its members, below a folder of its name, unless the job maps a command. Throws
  /// Error(usage) for files that are not below `base`.
  void add_files(std::span<const std::string> paths, const std::string& base);

  /// Adds lines that need not be paths. Call it at most once.
  void add_texts(std::span<const std::string> texts);

  /// Adds the entries of a manifest. Relative paths that do not exist may be below `folder`.
  void add_manifest(const Manifest& manifest, const std::string& folder);

  /// Replaces all items by their windows. An item of unknown length stays, with the reason as its
  /// fault; so does a part that begins after the end of its input. Returns the rests.
  WindowRests cut_into_windows();

  /// The items so far, without size and time of their files.
  [[nodiscard]] const ItemList& named() const { return items_; }

  void clear() { items_ = {}; }

  /// The items, with size and time of their files.
  ItemList take();

  /// The texts in all tars, if the job makes a manifest that is not based on an input manifest.
  [[nodiscard]] SideTexts& side_texts() { return side_texts_; }

  /// What the walks of all folders found.
  [[nodiscard]] const io::Walked& walked() const { return walked_; }

 private:
  void add_windows(const ItemList& whole, std::size_t index, const InputLength& length,
                   WindowRests& rests);
  void add_tar(const std::string& path, const std::string& place, const io::TarContent& content);
  [[nodiscard]] Naming naming_of_outputs() const;
  [[nodiscard]] std::string extension_of_outputs() const;

  void examine_several_files();

  /// The rows whose files must be examined: of consecutive rows of one archive only the first.
  [[nodiscard]] std::vector<std::size_t> rows_of_files() const;

  const std::string here_ = io::working_folder();
  const Job& job_;
  const FileSystem& file_system_;
  ItemList items_;
  io::Walked walked_;
  SideTexts side_texts_;
  std::size_t first_text_ = 0;
  std::size_t texts_ = 0;
};

}  // namespace mpietl::job
