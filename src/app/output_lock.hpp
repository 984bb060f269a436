#pragma once

#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::app {

/// Marks an output folder as in use while it lives, by a locked file in it, `.mpietl-run.lock`. On
/// one rank. Does nothing on file systems without locks.
class OutputLock {
 public:
  /// Warns on standard error if another run is writing there.
  OutputLock(const std::string& folder, const std::string& report);
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;
  OutputLock(OutputLock&&) = delete;
  OutputLock& operator=(OutputLock&&) = delete;
  ~OutputLock();

 private:
  std::string path_;
  FileDescriptor file_;
  bool is_held_ = false;
};

}  // namespace mpietl::app
