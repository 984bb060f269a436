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

/// A new file that appears under its final name whole or not at all: it is written under a
/// temporary name in the same folder, and removed unless commit() is reached.
class AtomicFile {
 public:
  /// Creates the temporary file, and the folder where it is missing.
  /// Throws Error(not_found, permission, no_space, storage).
  explicit AtomicFile(std::string final_path);

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  File& file() { return *file_; }

  /// Closes the file (on its storage, if asked for) and renames it; what stood under the final name
  /// is replaced, a link there is not followed. Throws Error when the system reports a failure;
  /// then nothing is renamed.
  void commit(Durability durability = Durability::cached);

 private:
  std::string final_path_;
  std::string temporary_path_;
  std::optional<File> file_;
  bool committed_ = false;
};

}  // namespace mpietl::io
