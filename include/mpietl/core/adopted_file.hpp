#pragma once

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl {

/// A new file that another program writes under a temporary name. It appears under its final name
/// only when it is complete; unless commit() succeeds, the temporary file is removed.
class AdoptedFile {
 public:
  /// Makes missing folders below the root, and removes an old file of the temporary name. Throws as
  /// AtomicFile.
  explicit AdoptedFile(Destination destination);
  AdoptedFile(const AdoptedFile&) = delete;
  AdoptedFile& operator=(const AdoptedFile&) = delete;
  AdoptedFile(AdoptedFile&&) = delete;
  AdoptedFile& operator=(AdoptedFile&&) = delete;
  ~AdoptedFile();

  [[nodiscard]] const std::string& temporary() const { return destination_.temporary; }

  /// Opens the program's output. Throws Error(not_found) when there is none, and Error(format) when
  /// it is not a regular file.
  [[nodiscard]] File open() const;

  /// Renames the file to its final name, as AtomicFile.
  void commit(Durability durability);

 private:
  void remove() const noexcept;

  Destination destination_;
  bool committed_ = false;
};

}  // namespace mpietl
