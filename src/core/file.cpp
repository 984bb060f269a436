#include "mpietl/core/file.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <utility>

#include "mpietl/core/error.hpp"

namespace mpietl {

namespace {

constexpr mode_t new_file_mode = 0666;  // minus the umask

iovec part_of(std::span<const std::byte> bytes) {
  // writev() has the same structure as readv(), which would write to it.
  return {const_cast<std::byte*>(bytes.data()), bytes.size()};
}

/// Whether `path` is neither a file nor a folder.
bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

Error not_regular() {
  return {Reason::format, "not a regular file; only files and folders are read"};
}

int open_checked(const std::string& path, int flags, const char* doing,
                 const std::string& shown_as) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags | O_CLOEXEC, new_file_mode);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor >= 0) return descriptor;
  const bool is_output = (flags & O_CREAT) != 0;
  auto error =
      is_output ? write_error(doing, shown_as, errno) : system_error(doing, shown_as, errno);
  // ENXIO is the error for a socket, and for a removed disk.
  throw error.reason() == Reason::host && is_special(path) ? not_regular() : error;
}

}  // namespace

bool FileDescriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0;
}

File File::open(const std::string& path) {
  // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
  File file(open_checked(path, O_RDONLY | O_NONBLOCK, "open", path), path, false);
  struct stat status {};
  if (::fstat(file.descriptor_.number(), &status) != 0) throw system_error("examine", path, errno);
  if (S_ISDIR(status.st_mode)) throw system_error("read", path, EISDIR);
  if (!S_ISREG(status.st_mode)) throw not_regular();
  return file;
}

File File::open_folder(const std::string& path) {
  return {open_checked(path, O_RDONLY | O_DIRECTORY, "open", path), path, true};
}

File File::create(const std::string& path, const std::string& shown_as) {
  constexpr int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
  return {open_checked(path, flags, "create", shown_as), shown_as, true};
}

File File::temporary() {
  const char* const named = std::getenv("TMPDIR");
  const std::string folder = named != nullptr && *named != '\0' ? named : "/tmp";
  constexpr mode_t only_for_this_user = 0600;
  int descriptor = ::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, only_for_this_user);
  if (descriptor < 0) {
    // Not every file system has files without names.
    std::string path = folder + "/mpietl-XXXXXX";
    descriptor = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(path.c_str());
  }
  if (descriptor < 0) throw write_error("make a temporary file in", folder, errno);
  return {descriptor, "a temporary file in " + folder, true};
}

Error File::failure(const char* doing) const {
  return is_output_ ? write_error(doing, path_, errno) : system_error(doing, path_, errno);
}

std::size_t File::read(void* data, std::size_t size) {
  auto* next = static_cast<char*>(data);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(descriptor_.number(), next + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw failure("read");
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  position_ += static_cast<std::int64_t>(done);
  return done;
}

void File::write(const void* data, std::size_t size) {
  const auto* next = static_cast<const char*>(data);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::write(descriptor_.number(), next + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw failure("write");
    done += static_cast<std::size_t>(n);
  }
  position_ += static_cast<std::int64_t>(size);
}

void File::write(std::span<const std::byte> first, std::span<const std::byte> second) {
  while (!first.empty()) {
    const std::array parts{part_of(first), part_of(second)};
    const ssize_t n = ::writev(descriptor_.number(), parts.data(), parts.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw failure("write");
    const auto done = static_cast<std::size_t>(n);
    position_ += n;
    const std::size_t of_first = std::min(done, first.size());
    first = first.subspan(of_first);
    second = second.subspan(done - of_first);
  }
  write(second.data(), second.size());
}

void File::seek(std::int64_t offset) {
  if (offset == position_) return;
  if (::lseek(descriptor_.number(), offset, SEEK_SET) < 0) throw failure("seek in");
  position_ = offset;
}

void File::rewind() {
  if (::lseek(descriptor_.number(), 0, SEEK_SET) < 0) throw failure("seek in");
  position_ = 0;
}

std::int64_t File::size() const {
  struct stat status {};
  if (::fstat(descriptor_.number(), &status) != 0) throw failure("examine");
  return status.st_size;
}

void File::reserve(std::int64_t bytes) {
#ifdef FALLOC_FL_KEEP_SIZE
  if (::fallocate(descriptor_.number(), FALLOC_FL_KEEP_SIZE, 0, bytes) == 0) return;
  // Other errors mean that this file system cannot reserve space, or they recur on write.
  if (errno == ENOSPC || errno == EDQUOT) throw failure("write");
#else
  static_cast<void>(bytes);
#endif
}

void File::release_reserve() {
  if (::ftruncate(descriptor_.number(), size()) != 0) throw failure("write");
}

void File::sync_file_system() {
  if (::syncfs(descriptor_.number()) != 0)
    throw system_error("sync the file system of", path_, errno);
}

std::uint64_t File::file_system() const {
  struct stat status {};
  if (::fstat(descriptor_.number(), &status) != 0) throw failure("examine");
  return status.st_dev;
}

void File::sync() {
  // EINVAL: nothing to sync there, as for folders of some file systems.
  if (::fsync(descriptor_.number()) != 0 && errno != EINVAL) throw failure("sync");
}

void File::close() {
  if (!descriptor_.close()) throw failure("close");
}

void sync_file_systems_of(std::span<const std::string> files) {
  std::set<std::string> folders;
  for (const auto& file : files) {
    const auto folder = std::filesystem::path(file).parent_path().string();
    folders.insert(folder.empty() ? "." : folder);
  }
  std::set<std::uint64_t> synced;
  for (const auto& path : folders) {
    auto folder = File::open_folder(path);
    if (synced.insert(folder.file_system()).second) folder.sync_file_system();
  }
}

std::string file_of_library(const void* function) {
  Dl_info info{};
  if (::dladdr(function, &info) == 0 || info.dli_fname == nullptr) return "unknown";
  std::error_code missing;
  const auto file = std::filesystem::canonical(info.dli_fname, missing);
  return missing ? info.dli_fname : file.filename().string();
}

}  // namespace mpietl
