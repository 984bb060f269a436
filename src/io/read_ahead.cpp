#include "mpietl/io/read_ahead.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace mpietl::io {

void read_ahead(const std::string& path) noexcept {
  // More of a large file comes by itself once it is read from its start.
  constexpr off_t bytes = off_t{8} << 20U;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  ::posix_fadvise(descriptor, 0, bytes, POSIX_FADV_WILLNEED);
  ::close(descriptor);
}

}  // namespace mpietl::io
