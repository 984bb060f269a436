#include "report/hdf5/in_use.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::report {

namespace {

/// Whether the superblock (versions 2 and 3 of the HDF5 File Format Specification) says that the
/// file is open for writing: its file consistency flags.
bool is_marked(int descriptor) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  constexpr std::size_t version_at = 8;
  constexpr std::size_t flags_at = 11;
  constexpr unsigned writing = 1U | 4U;  // alone, or together with readers (SWMR)
  std::array<char, flags_at + 1> head{};
  if (::pread(descriptor, head.data(), head.size(), 0) != ssize_t{head.size()}) return false;
  if (std::memcmp(head.data(), signature.data(), signature.size()) != 0) return false;
  if (head[version_at] != 2 && head[version_at] != 3) return false;
  return (static_cast<unsigned char>(head[flags_at]) & writing) != 0;
}

/// HDF5 holds this lock while it has a file open for writing.
bool is_locked(int descriptor) {
  if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0) return errno == EWOULDBLOCK;
  ::flock(descriptor, LOCK_UN);
  return false;
}

}  // namespace

void require_closed(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0 || !is_marked(file.number())) return;
  const auto name = escape(path);
  constexpr bool is_transient = true;
  if (is_locked(file.number())) {
    throw Error(Reason::storage,
                "cannot read the report " + name +
                    ": another program has it open for writing; wait until that has closed it",
                is_transient);
  }
  throw Error(Reason::storage,
              "cannot read the report " + name +
                  ": a program that opened it for writing has not closed it; wait for its end, or, "
                  "when it has died, say: h5clear -s " +
                  name,
              is_transient);
}

}  // namespace mpietl::report
