#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mpietl/io/file.hpp"

namespace mpietl::io {

/// What a finished file survives.
enum class Durability : std::uint8_t {
  cached,  ///< the end of the process: the system stores it within half a minute or so
  stored,  ///< a power cut: file and name are on the storage
};

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
  /// one run. Throws Error(permission, no_space, storage), and Error(host) when the disk fails or
  /// the output folder is gone.
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

}  // namespace mpietl::io
