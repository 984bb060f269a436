#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "report/hdf5.hpp"

namespace mpietl::report {

/// A new HDF5 file that is built in memory and never on a disk.
///
/// HDF5 1.10 cannot give up cleanly on a disk that fills while it writes, and takes locks that some
/// network file systems refuse; a file that is made whole in memory meets neither.
class MemoryFile {
 public:
  /// Throws Hdf5Failure.
  MemoryFile();

  /// The open file; not after finish().
  [[nodiscard]] hid_t id() const { return file_->id(); }

  /// Closes the file and returns its bytes, which live as long as this object.
  /// Throws Hdf5Failure.
  std::span<const std::byte> finish();

 private:
  struct Memory;
  struct Release {
    void operator()(Memory* memory) const;
  };

  std::unique_ptr<Memory, Release> memory_;
  std::optional<FileHandle> file_;
};

}  // namespace mpietl::report
