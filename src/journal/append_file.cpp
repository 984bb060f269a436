#include "journal/append_file.hpp"

#include <unistd.h>

#include <cerrno>

#include "mpietl/core/error.hpp"

namespace mpietl::journal {

void AppendFile::append(std::span<const std::byte> bytes) {
  off_t end = size_;
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor_.number(), bytes.data(), bytes.size(), end);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      // Should this fail too, the next write covers it, or who reads goes on at the next marker.
      static_cast<void>(::ftruncate(descriptor_.number(), size_) == 0);
      throw system_error("write the journal", path_, error);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    end += n;
  }
  size_ = end;
}

void AppendFile::sync() {
  if (::fdatasync(descriptor_.number()) != 0 && errno != EINVAL) {
    throw system_error("sync the journal", path_, errno);
  }
}

}  // namespace mpietl::journal
