#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/core/file.hpp"

namespace mpietl {

/// What a finished file is safe from.
enum class Durability : std::uint8_t {
  cached,  ///< the end of the process: the system stores it within about half a minute
  stored,  ///< a power cut: file and name are on the storage
};

/// A random id for a run: 16 hex digits. Throws Error(host).
std::string draw_run_id();

/// The names of unfinished files of one run. They hold the run's id and the item's index, so that
/// two runs never share a file, and a later run can remove what a dead one left.
class TemporaryNames {
 public:
  /// For the run `run_id`, 16 hex digits; without one, for a new random id.
  explicit TemporaryNames(std::string run_id = draw_run_id());

  [[nodiscard]] const std::string& run_id() const { return run_id_; }

  /// Where the output of the item `index` is written, in the folder of its final path:
  /// `.mpietl-RUNID-INDEX.tmp`, the index in hex.
  [[nodiscard]] std::string temporary_path(const std::string& final_path, std::int64_t index) const;

  /// The same for a file that belongs to no item; `word` tells files in one folder apart.
  [[nodiscard]] std::string temporary_path(const std::string& final_path,
                                           std::string_view word) const;

  /// The same as the first, with the extension of the final path behind it, for programs that tell
  /// formats by it: `.mpietl-RUNID-INDEX.tmp.opus`.
  [[nodiscard]] std::string path_with_extension(const std::string& final_path,
                                                std::int64_t index) const;

 private:
  std::string run_id_;
};

/// The run to which a temporary file of that name belongs; none for other names.
std::optional<std::string> run_id_of(std::string_view name);

/// Makes a folder, and missing folders above it. Throws Error(permission, no_space, storage,
/// host).
void make_folders(const std::string& folder);

/// Makes missing folders of `path` below `root`, but never `root` itself: when it is missing, its
/// disk was unmounted, and outputs would go to another disk.
/// Throws Error(host) when `root` is missing, or is empty and lacks the folder of `path`; else as
/// make_folders().
void make_folders_below(const std::string& root, const std::string& path);

/// The final path of a file, and its path until it is finished. Paths are bytes.
struct Destination {
  std::string path;       ///< final
  std::string temporary;  ///< until it is finished; in the same folder
  std::string root{};     ///< missing folders below it are made; empty: none are
};

/// A new file that appears under its final name only when it is complete. It is written under a
/// temporary name in the same folder, which is removed unless commit() succeeds.
class AtomicFile {
 public:
  /// Creates the temporary file, and missing folders below the root. An old file of that temporary
  /// name is replaced; a link there is not followed. Throws Error(storage) when the final name is a
  /// folder or a device; Error(permission, no_space, storage) as the system says; and Error(host)
  /// when the disk fails or the folder is missing.
  explicit AtomicFile(Destination destination);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  File& file() { return *file_; }

  /// Closes the file, waits for the storage if asked to, and renames the file. A file under the
  /// final name is replaced; a link there is not followed. When the system reports a failure,
  /// nothing is renamed. Throws as the constructor.
  void commit(Durability durability = Durability::cached);

 private:
  Destination destination_;
  std::optional<File> file_;
  bool committed_ = false;
};

}  // namespace mpietl
