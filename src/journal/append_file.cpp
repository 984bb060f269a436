#include "journal/append_file.hpp"

#include <unistd.h>

#include <cerrno>

#include "mpietl/core/error.hpp"

namespace mpietl::journal {

void AppendFile::append(std::span<const std::byte> bytes) {
  const auto size = static_cast<off_t>(bytes.size());
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_.number(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      // Should this fail too, who reads it finds the next frame by its marker.
      static_cast<void>(::ftruncate(descriptor_.number(), size_) == 0);
      throw system_error("write the journal", path_, error);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  size_ += size;
}

void AppendFile::sync() {
  if (::fdatasync(descriptor_.number()) != 0 && errno != EINVAL) {
    throw system_error("sync the journal", path_, errno);
  }
}

}  // namespace mpietl::journal
