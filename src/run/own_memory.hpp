#pragma once

#include <cstdint>
#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

/// The resident memory of a process that is neither shared nor backed by a file.
class OwnMemory {
 public:
  explicit OwnMemory(const std::string& process = "self");

  /// 0 if the system does not report it. A call takes some microseconds.
  [[nodiscard]] std::int64_t bytes() const;

 private:
  FileDescriptor statm_;
};

}  // namespace mpietl::run
