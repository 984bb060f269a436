#pragma once

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl {

/// A new file that another program writes under its temporary name. It appears under its final name
/// whole or not at all: what stands under the temporary name is removed unless commit() is reached.
class AdoptedFile {
 public:
  /// Makes folders that are missing below the root; nothing stands under the temporary name then.
  /// Throws as AtomicFile.
  explicit AdoptedFile(Destination destination);
  AdoptedFile(const AdoptedFile&) = delete;
  AdoptedFile& operator=(const AdoptedFile&) = delete;
  AdoptedFile(AdoptedFile&&) = delete;
  AdoptedFile& operator=(AdoptedFile&&) = delete;
  ~AdoptedFile();

  [[nodiscard]] const std::string& temporary() const { return destination_.temporary; }

  /// What the program has written. Throws Error(not_found) when there is nothing, and Error(format)
  /// when it is no file.
  [[nodiscard]] File open() const;

  /// Renames it, as AtomicFile does.
  void commit(Durability durability);

 private:
  void remove() const noexcept;

  Destination destination_;
  bool committed_ = false;
};

}  // namespace mpietl
