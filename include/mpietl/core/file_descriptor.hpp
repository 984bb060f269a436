#pragma once

#include <unistd.h>

#include <utility>

namespace mpietl {

/// Owns a file descriptor of the system, or a negative number where open() failed.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }

  [[nodiscard]] int number() const { return number_; }

  /// Closes it now; false, and errno, where the system refuses.
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

  /// Leaves it open: someone else closes it now.
  void release() { number_ = -1; }

 private:
  int number_;
};

}  // namespace mpietl
