#include "journal/life.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <limits>

namespace mpietl::journal {

namespace {

struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// Whether no other host can write to the file: ext, XFS, Btrfs, ZFS, F2FS, tmpfs, overlay.
bool is_local(int descriptor) {
  constexpr std::array<std::uint32_t, 7> kinds{0xEF53,     0x58465342, 0x9123683E, 0x2FC12FC1,
                                               0xF2F52010, 0x01021994, 0x794C7630};
  struct statfs status {};
  if (::fstatfs(descriptor, &status) != 0) return false;
  return std::ranges::find(kinds, static_cast<std::uint32_t>(status.f_type)) != kinds.end();
}

bool is_this_host(const std::string& host) {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && host == name.data();
}

double seconds_of(const timespec& time) {
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double silent_seconds(int descriptor) {
  struct stat status {};
  timespec now{};
  if (::fstat(descriptor, &status) != 0 || ::clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return std::numeric_limits<double>::infinity();
  }
  return std::max(0.0, seconds_of(now) - seconds_of(status.st_mtim));
}

}  // namespace

void lock(int descriptor) noexcept {
  auto whole = whole_file();
  static_cast<void>(::fcntl(descriptor, F_OFD_SETLK, &whole));
}

void touch(int descriptor) noexcept { static_cast<void>(::futimens(descriptor, nullptr)); }

Life life_of(int descriptor, const std::string& host) {
  auto whole = whole_file();
  const bool has_locks = ::fcntl(descriptor, F_OFD_GETLK, &whole) == 0;
  return {.is_locked = has_locks && whole.l_type != F_UNLCK,
          .is_lock_telling = has_locks && (is_this_host(host) || is_local(descriptor)),
          .silent_seconds = silent_seconds(descriptor)};
}

bool seems_alive(const Life& life) {
  if (life.is_locked) return true;
  return !life.is_lock_telling && life.silent_seconds < silence_of_the_dead_seconds;
}

}  // namespace mpietl::journal
