#include "core/destination.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl {

namespace fs = std::filesystem;

namespace {

/// The Error for a finished file that could not be renamed.
Error rename_error(const Destination& destination, int error_number) {
  auto error = write_error("rename the finished file to", destination.path, error_number);
  if (error.reason() != Reason::not_found) return error;
  const auto& root = destination.root.empty() ? folder_of(destination.path) : destination.root;
  return is_folder(root) ? error : folder_is_missing(root, destination.path);
}

}  // namespace

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Error folder_is_missing(const std::string& folder, const std::string& path) {
  return {Reason::host, "cannot write " + escape(path) + ": the folder " +
                            escape(folder.empty() ? "." : folder) +
                            " does not exist; make it, or check whether its disk is mounted"};
}

void require_file_or_nothing(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  const auto* const what = S_ISDIR(status.st_mode) ? "a folder" : "a device or a pipe";
  throw Error(Reason::storage,
              "cannot write " + escape(path) + ": it is " + what + "; choose another name");
}

void rename_finished(const Destination& destination) {
  if (std::rename(destination.temporary.c_str(), destination.path.c_str()) == 0) return;
  throw rename_error(destination, errno);
}

void sync_folder_of(const std::string& path) {
  const FileDescriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || ::fsync(folder.number()) == 0) return;
  if (errno == EINVAL || errno == ENOTSUP || errno == EROFS) return;
  throw write_error("sync the folder of", path, errno);
}

}  // namespace mpietl
