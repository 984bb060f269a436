#include "app/output_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

bool lock(int descriptor) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

std::string contents(int descriptor) {
  std::array<char, 4096> text{};
  const auto size = ::pread(descriptor, text.data(), text.size(), 0);
  return {text.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

}  // namespace

OutputLock::OutputLock(const std::string& folder, const std::string& report)
    : path_((std::filesystem::path(folder) / ".mpietl-run.lock").string()),
      file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)) {
  if (file_.number() < 0) return;
  is_held_ = lock(file_.number());
  if (!is_held_ && errno != EAGAIN && errno != EACCES) return;
  if (!is_held_) {
    const auto other = contents(file_.number());
    std::fprintf(stderr,
                 "mpietl: another run is writing to %s%s; if both have an output of the same name, "
                 "the later one replaces the other\n",
                 escape(folder).c_str(), other.empty() ? "" : (", " + other).c_str());
    return;
  }
  const auto text = "process " + std::to_string(::getpid()) + " on host " + host_name() +
                    ", with the report " + escape(report);
  const bool is_written = ::ftruncate(file_.number(), 0) == 0 &&
                          ::pwrite(file_.number(), text.data(), text.size(), 0) > 0;
  static_cast<void>(is_written);
}

OutputLock::~OutputLock() {
  if (is_held_) ::unlink(path_.c_str());
}

}  // namespace mpietl::app
