#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/core/file.hpp"

namespace mpietl {

/// What a finished file survives.
enum class Durability : std::uint8_t {
  cached,  ///< the end of the process; the system stores it within half a minute
  stored,  ///< a power cut; file and name are on the disk
};

/// A random id for a run: 16 hex digits. Throws Error(host).
std::string draw_run_id();

/// The names of unfinished files of one run. They contain the run's id and the item's index. So two
/// runs never share a file, and a later run can remove files of one that crashed.
class TemporaryNames {
 public:
  /// Uses `run_id`, 16 hex digits; by default a new random id.
  explicit TemporaryNames(std::string run_id = draw_run_id());

  [[nodiscard]] const std::string& run_id() const { return run_id_; }

  /// The temporary path for the output of the item `index`, in the folder of its final path:
  /// `.mpietl-RUNID-INDEX.tmp`, the index in hex.
  [[nodiscard]] std::string temporary_path(const std::string& final_path, std::int64_t index) const;

  /// The same for a file that belongs to no item; `word` distinguishes files in one folder.
  [[nodiscard]] std::string temporary_path(const std::string& final_path,
                                           std::string_view word) const;

  /// The same as the first with the final extension, for programs that choose a format by it:
  /// `.mpietl-RUNID-INDEX.tmp.opus`.
  [[nodiscard]] std::string path_with_extension(const std::string& final_path,
                                                std::int64_t index) const;

 private:
  std::string run_id_;
};

/// The id of the run that a temporary file of that name belongs to; none for other names.
std::optional<std::string> run_id_of(std::string_view name);

/// Makes a folder, and missing folders above it. Throws Error(permission, no_space, storage,
/// host).
void make_folders(const std::string& folder);

/// Makes missing folders of `path` below `root`, but never `root` itself: when it is missing, its
/// disk was unmounted, and outputs would go to another disk.
/// Throws Error(host) when `root` is missing, or is empty while the folder of `path` is missing;
/// else as make_folders().
void make_folders_below(const std::string& root, const std::string& path);

/// The final and the temporary path of a file. Paths are bytes.
struct Destination {
  std::string path;       ///< the final path
  std::string temporary;  ///< the path until the file is finished, in the same folder
  std::string root{};     ///< missing folders below this are made; empty: none
};

/// A new file that appears under its final name only when it is complete. It is written under a
/// temporary name in the same folder, which is removed unless commit() succeeds.
class AtomicFile {
 public:
  /// Creates the temporary file, and missing folders below the root. Replaces an old temporary file
  /// of that name, and does not follow a link there. Throws Error(storage) when the final name is a
  /// folder or a device; Error(permission, no_space, storage) as the system reports; Error(host)
  /// when the disk fails or the folder is missing.
  explicit AtomicFile(Destination destination);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  File& file() { return *file_; }

  /// Closes the file, syncs it if requested, and renames it. Replaces a file under the final name,
  /// and does not follow a link there. Renames nothing when the system reports a failure. Throws as
  /// the constructor.
  void commit(Durability durability = Durability::cached);

 private:
  Destination destination_;
  std::optional<File> file_;
  bool committed_ = false;
};

}  // namespace mpietl
