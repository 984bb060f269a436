#pragma once

#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::app {

/// Marks a folder as one that a run writes its outputs to, by a locked file in it,
/// `.mpietl-run.lock`, for as long as this lives. On one rank. Where the file system knows no
/// locks, nothing is marked.
class OutputLock {
 public:
  /// Tells on standard error of the run that writes there already, if one does.
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
