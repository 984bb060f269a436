#include "report/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <random>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file_descriptor.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::report {

namespace {

constexpr int most_names_tried = 100;
constexpr mode_t new_file_permissions = 0666;  // less the user's umask

/// Leaves room for what a temporary name adds, within the 255 bytes of a name.
constexpr std::size_t longest_stem = 200;

std::string random_letters() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> place(0, letters.size() - 1);
  std::string text(6, ' ');
  std::ranges::generate(text, [&] { return letters[place(random)]; });
  return text;
}

/// Bytes of a path that name its folder, with the slash.
std::size_t folder_size(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? 0 : slash + 1;
}

/// A new file that is removed again unless it gets the name it was made for.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& path, const std::string& tag) : path_(path) {
    const int most = tag.empty() ? most_names_tried : 1;
    for (int i = 0; i < most && file_.number() < 0; ++i) {
      create(temporary_name_of(path, tag.empty() ? random_letters() : tag));
      if (file_.number() < 0 && errno != EEXIST) break;
    }
    if (file_.number() < 0 && errno == EEXIST) fail_for_name(temporary_name_of(path, tag));
    if (file_.number() < 0) fail();
  }

  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  ~TemporaryFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(file_.number(), bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) fail();
      if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
  }

  /// Network file systems tell of a full disk or quota as late as sync or close.
  void keep() {
    if (::fsync(file_.number()) != 0 && errno != EINVAL) fail();
    if (!file_.close()) fail();
    if (std::rename(name_.c_str(), path_.c_str()) != 0) fail();
    name_.clear();
    sync_folder();
  }

 private:
  /// Takes the name only with the file: what has that name already is not ours to remove.
  void create(std::string name) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    file_ = FileDescriptor(::open(name.c_str(), flags, new_file_permissions));
    if (file_.number() >= 0) name_ = std::move(name);
  }

  /// Who removes a journal because there is a report must not lose both with the power. A folder
  /// that may not be read, or that its file system does not sync, is left to the system.
  void sync_folder() const {
    const auto folder = path_.substr(0, folder_size(path_));
    const FileDescriptor opened(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number() < 0 || ::fsync(opened.number()) == 0) return;
    if (errno != EINVAL && errno != ENOTSUP && errno != EROFS) fail();
  }

  [[noreturn]] void fail_for_name(const std::string& name) const {
    throw Error(Reason::storage, "cannot write the report " + escape(path_) +
                                     ": there is something of its temporary name, " + escape(name) +
                                     "; remove that, or give another name");
  }

  [[noreturn]] void fail() const { throw system_error("write the report", path_, errno); }

  std::string path_;
  std::string name_;
  FileDescriptor file_{-1};
};

/// A rename would replace a device such as /dev/null.
void require_file_or_nothing(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  throw Error(Reason::storage, "cannot write the report " + escape(path) + ": it is " +
                                   (S_ISDIR(status.st_mode) ? "a folder" : "not a regular file") +
                                   "; give another name");
}

}  // namespace

std::string temporary_name_of(const std::string& path, const std::string& tag) {
  const std::size_t begin = folder_size(path);
  return path.substr(0, begin) + "." + path.substr(begin, longest_stem) + "." + tag + ".tmp";
}

void replace_file(const std::string& path, std::initializer_list<std::span<const std::byte>> parts,
                  const std::string& tag) {
  require_file_or_nothing(path);
  TemporaryFile file(path, tag);
  for (const auto bytes : parts) file.write(bytes);
  file.keep();
}

}  // namespace mpietl::report
