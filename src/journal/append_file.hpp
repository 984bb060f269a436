#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>

#include "journal/folder.hpp"

namespace mpietl::journal {

/// A new file that only grows. Methods throw Error that names it.
class AppendFile {
 public:
  AppendFile(const Folder& folder, const std::string& name)
      : descriptor_(folder.create(name)), path_(folder.path_of(name)) {}

  /// Writes all of `bytes` at the end; where that fails, what was written of them is taken back.
  void append(std::span<const std::byte> bytes);

  /// Waits until its content is on the storage.
  void sync();

  [[nodiscard]] int descriptor() const { return descriptor_.number(); }

 private:
  FileDescriptor descriptor_;
  std::string path_;
  off_t size_ = 0;
};

}  // namespace mpietl::journal
