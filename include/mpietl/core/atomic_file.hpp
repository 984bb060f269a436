#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/core/file.hpp"

namespace mpietl {

/// What a finished file survives.
enum class Durability : std::uint8_t {
  cached,  ///< the end of the process: the system stores it within half a minute or so
  stored,  ///< a power cut: file and name are on the storage
};

/// An id that no other run has: 16 hex digits, drawn by the system. Throws Error(host).
std::string draw_run_id();

/// The names of files of one run that are not finished. They tell the run and what they are for, so
/// that two runs never meet, and a later run can remove what a dead one left.
class TemporaryNames {
 public:
  /// A run that is known by `run_id`, 16 hex digits; by one of its own when none is given.
  explicit TemporaryNames(std::string run_id = draw_run_id());

  [[nodiscard]] const std::string& run_id() const { return run_id_; }

  /// Where the output of the item `index` is written, in the folder of its final path:
  /// `.mpietl-RUNID-INDEX.tmp`, the index in hex.
  [[nodiscard]] std::string temporary_path(const std::string& final_path, std::int64_t index) const;

  /// The same for a file that is no item's; `word` tells those of one folder apart.
  [[nodiscard]] std::string temporary_path(const std::string& final_path,
                                           std::string_view word) const;

 private:
  std::string run_id_;
};

/// The run that a file of that name is of; nothing for a name that TemporaryNames does not make.
std::optional<std::string> run_id_of(std::string_view name);

/// Makes a folder and those above it that are missing. Throws Error(permission, no_space, storage,
/// host).
void make_folders(const std::string& folder);

/// Makes the folders for `path` that are missing below `root`. Neither `root` nor what is above it
/// is ever made: where it is gone a disk was taken away, and its place is on another one.
/// Throws Error(host) when `root` is gone, or is empty and the folder of `path` is not there; else
/// as make_folders().
void make_folders_below(const std::string& root, const std::string& path);

/// Where a file shall stand, and how it gets there. Paths are bytes.
struct Destination {
  std::string path;       ///< its final name
  std::string temporary;  ///< its name until it is finished, in the same folder
  std::string root{};     ///< folders below this one are made; empty: none is
};

/// A new file that appears under its final name whole or not at all: it is written under a
/// temporary name in the same folder, and removed unless commit() is reached.
class AtomicFile {
 public:
  /// Creates the temporary file, and folders that are missing below the root. What stands under the
  /// temporary name is replaced, a link there is not followed: such a name belongs to one file of
  /// one run. Throws Error(storage) where a folder or a device stands under the final name;
  /// Error(permission, no_space, storage) as the system says, and Error(host) when the disk fails
  /// or the folder is not there.
  explicit AtomicFile(Destination destination);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  File& file() { return *file_; }

  /// Closes the file (on its storage, if asked for) and renames it; what stood under the final name
  /// is replaced, a link there is not followed. Throws Error as the constructor when the system
  /// reports a failure; then nothing is renamed.
  void commit(Durability durability = Durability::cached);

 private:
  Destination destination_;
  std::optional<File> file_;
  bool committed_ = false;
};

}  // namespace mpietl
