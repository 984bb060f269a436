#include "journal/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <memory>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

constexpr std::string_view run_mark = "run-";
constexpr std::string_view rank_mark = ".rank-";
constexpr std::string_view list_mark = ".list";
constexpr std::size_t id_digits = 16;

std::string padded(std::int32_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

bool take(std::string_view& rest, std::string_view mark) {
  if (!rest.starts_with(mark)) return false;
  rest.remove_prefix(mark.size());
  return true;
}

std::optional<std::int32_t> take_number(std::string_view& rest) {
  std::int32_t number = -1;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return number;
}

namespace fs = std::filesystem;

constexpr mode_t new_file_mode = 0666;  // the user's umask applies

struct DirectoryCloser {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

[[noreturn]] void refuse(const std::string& path) {
  throw Error(Reason::permission,
              "the journal folder " + escape(path) +
                  " is a link or a file, and mpietl does not write through links: remove it, or "
                  "name another report");
}

void sync_descriptor(int descriptor, const std::string& path) {
  // EINVAL: folders of some file systems cannot be synced.
  if (::fsync(descriptor) != 0 && errno != EINVAL) throw system_error("sync", path, errno);
}

}  // namespace

std::string folder_of(const std::string& report) { return report + ".journal"; }

std::string text_of(const Name& name) {
  std::string text = std::string(run_mark) + padded(name.number, 4) + "-" + name.id;
  if (!name.rank) return text + std::string(list_mark);
  return text + std::string(rank_mark) + padded(*name.rank, 5);
}

std::optional<Name> parse_name(const std::string& text) {
  std::string_view rest = text;
  Name name;
  if (!take(rest, run_mark)) return std::nullopt;
  const auto number = take_number(rest);
  if (!number || !take(rest, "-") || rest.size() < id_digits) return std::nullopt;
  name.number = *number;
  name.id = rest.substr(0, id_digits);
  if (name.id.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  rest.remove_prefix(id_digits);
  if (take(rest, rank_mark)) name.rank = take_number(rest);
  // Rejects other spellings of the same numbers.
  return text_of(name) == text ? std::optional(name) : std::nullopt;
}

std::uint64_t file_bytes(const FileDescriptor& file) noexcept {
  struct stat status {};
  return ::fstat(file.number(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::optional<Folder> Folder::open(const std::string& path) {
  FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (descriptor.number() >= 0) return Folder(std::move(descriptor), path);
  if (errno == ENOENT) return std::nullopt;
  if (errno == ENOTDIR || errno == ELOOP) refuse(path);
  throw system_error("open the journal", path, errno);
}

Folder Folder::make(const std::string& path) {
  if (auto folder = open(path)) return std::move(*folder);
  std::error_code error;
  fs::create_directories(path, error);
  if (auto folder = open(path)) return std::move(*folder);
  throw system_error("make the folder", path, error ? error.value() : ENOENT);
}

FileDescriptor Folder::create(const std::string& name) const {
  constexpr int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  FileDescriptor file(::openat(descriptor_.number(), name.c_str(), flags, new_file_mode));
  if (file.number() < 0) throw system_error("create the journal", path_of(name), errno);
  return file;
}

std::optional<FileDescriptor> Folder::open_file(const std::string& name) const {
  // Without O_NONBLOCK, opening a named pipe would block for ever.
  constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  FileDescriptor file(::openat(descriptor_.number(), name.c_str(), flags));
  if (file.number() < 0) {
    if (errno == ENOENT || errno == ELOOP || errno == ENXIO) return std::nullopt;
    throw system_error("open the journal", path_of(name), errno);
  }
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) {
    throw system_error("examine the journal", path_of(name), errno);
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return file;
}

std::vector<std::string> Folder::names() const {
  // readdir() moves the cursor, which copies of a descriptor share; so it gets a new descriptor.
  FileDescriptor own(::openat(descriptor_.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, DirectoryCloser> directory(::fdopendir(own.number()));
  if (!directory) throw system_error("list the journal", path_, errno);
  own.release();
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
    errno = 0;
  }
  if (errno != 0) throw system_error("list the journal", path_, errno);
  std::ranges::sort(names);
  return names;
}

void Folder::remove(const std::string& name) const {
  if (::unlinkat(descriptor_.number(), name.c_str(), 0) != 0 && errno != ENOENT) {
    throw system_error("remove the journal", path_of(name), errno);
  }
}

void Folder::remove_if_empty() const noexcept { ::rmdir(path_.c_str()); }

void Folder::sync() const {
  sync_descriptor(descriptor_.number(), path_);
  const FileDescriptor above(
      ::openat(descriptor_.number(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (above.number() < 0) throw system_error("open the folder of", path_, errno);
  sync_descriptor(above.number(), path_);
}

void AppendFile::append(std::span<const std::byte> bytes) {
  off_t end = size_;
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor_.number(), bytes.data(), bytes.size(), end);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      // If this fails too, the next write covers the bytes, or a reader continues at the next
      // marker.
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
