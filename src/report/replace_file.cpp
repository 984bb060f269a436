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
#include "mpietl/core/text.hpp"
#include "report/file_descriptor.hpp"

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

std::string temporary_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(0, begin) + "." + path.substr(begin, longest_stem) + "." + random_letters() +
         ".tmp";
}

/// A new file that is removed again unless it gets the name it was made for.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& path) : path_(path) {
    for (int i = 0; i < most_names_tried && file_.number() < 0; ++i) {
      name_ = temporary_name(path);
      file_ = FileDescriptor(
          ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, new_file_permissions));
      if (file_.number() < 0 && errno != EEXIST) break;
    }
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
  }

 private:
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

void replace_file(const std::string& path,
                  std::initializer_list<std::span<const std::byte>> parts) {
  require_file_or_nothing(path);
  TemporaryFile file(path);
  for (const auto bytes : parts) file.write(bytes);
  file.keep();
}

}  // namespace mpietl::report
