#pragma once

#include <chrono>
#include <string>

namespace mpietl::io {

/// Patience with network file systems, where what another host has made a moment ago may not be
/// seen yet: less than a second in all.
class Lag {
 public:
  /// `path`: what should be there, or a file in a folder that should.
  explicit Lag(std::string path) : path_(std::move(path)) {}

  /// Waits a while, longer each time, and has the folders above the path looked at anew. Returns
  /// false when it has waited enough.
  bool wait();

 private:
  std::string path_;
  std::chrono::milliseconds nap_{5};
};

}  // namespace mpietl::io
