#pragma once

#include <cstdint>
#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

/// The memory of a process that is no file's and not shared, as far as it is in RAM.
class OwnMemory {
 public:
  explicit OwnMemory(const std::string& process = "self");

  /// 0 when the system does not tell. A look costs some microseconds.
  [[nodiscard]] std::int64_t bytes() const;

 private:
  FileDescriptor statm_;
};

}  // namespace mpietl::run
