#include "mpietl/io/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "mpietl/core/error.hpp"
#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

namespace {

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool matches(const std::string& pattern, const std::string& relative) {
  const bool is_path = pattern.find('/') != std::string::npos;
  const std::string text = is_path ? relative : last_part(relative);
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool any_matches(const std::vector<std::string>& patterns, const std::string& relative) {
  return std::ranges::any_of(patterns,
                             [&](const auto& pattern) { return matches(pattern, relative); });
}

// Of what a run makes for itself, and leaves behind when it is killed.
constexpr std::string_view own_prefix = ".mpietl-";

struct DirectoryCloser {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, DirectoryCloser>;

FolderId id_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

std::string packed(std::vector<std::string>& names) {
  std::ranges::sort(names);
  std::string bytes;
  for (const auto& name : names) bytes.append(name).push_back('\0');
  return bytes;
}

/// Sorts what readdir() tells into files, folders and links to folders.
class Listing {
 public:
  Listing(const std::string& root, const std::string& relative, const NameFilter& filter)
      : path_(relative.empty() ? root : root + "/" + relative),
        prefix_(relative.empty() ? "" : relative + "/"),
        filter_(filter),
        directory_(::opendir(path_.c_str())) {
    if (!directory_) fail();
    struct stat status {};
    if (::fstat(::dirfd(directory_.get()), &status) != 0) fail();
    folder_.id = id_of(status);
  }

  Folder read() {
    for (const dirent* entry = next(); entry != nullptr; entry = next()) add(*entry);
    folder_.files = packed(files_);
    folder_.folders = packed(folders_);
    std::ranges::sort(folder_.links, {}, &Folder::Link::name);
    return std::move(folder_);
  }

 private:
  [[noreturn]] void fail() const { throw system_error("list the folder", path_, errno); }

  const dirent* next() {
    errno = 0;
    const dirent* entry = ::readdir(directory_.get());
    if (entry == nullptr && errno != 0) fail();
    return entry;
  }

  void add(const dirent& entry) {
    const std::string name = entry.d_name;
    if (name == "." || name == ".." || name.starts_with(own_prefix)) return;
    if (entry.d_type == DT_REG) return add_file(name);
    if (entry.d_type == DT_DIR) return add_folder(name);
    struct stat status {};
    const bool is_known = ::fstatat(::dirfd(directory_.get()), entry.d_name, &status, 0) == 0;
    if (!is_known || !S_ISDIR(status.st_mode)) return add_file(name);
    if (entry.d_type != DT_LNK && !is_link(name)) return add_folder(name);
    if (filter_.enters_folder(prefix_ + name)) folder_.links.push_back({name, id_of(status)});
  }

  /// For file systems that do not tell kinds with names.
  [[nodiscard]] bool is_link(const std::string& name) const {
    struct stat status {};
    return ::fstatat(::dirfd(directory_.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISLNK(status.st_mode);
  }

  void add_file(const std::string& name) {
    if (filter_.takes_file(prefix_ + name)) files_.push_back(name);
  }

  void add_folder(const std::string& name) {
    if (filter_.enters_folder(prefix_ + name)) folders_.push_back(name);
  }

  std::string path_;
  std::string prefix_;
  const NameFilter& filter_;
  Directory directory_;
  Folder folder_;
  std::vector<std::string> files_;
  std::vector<std::string> folders_;
};

}  // namespace

bool NameFilter::takes_file(const std::string& relative) const {
  if (any_matches(exclude, relative)) return false;
  return include.empty() ? has_audio_extension(last_part(relative))
                         : any_matches(include, relative);
}

bool NameFilter::enters_folder(const std::string& relative) const {
  return !any_matches(exclude, relative);
}

Folder list_folder(const std::string& root, const std::string& relative, const NameFilter& filter) {
  return Listing(root, relative, filter).read();
}

std::string_view take_name(std::string_view& names) {
  const auto end = names.find('\0');
  const auto name = names.substr(0, end);
  names.remove_prefix(end + 1);
  return name;
}

void encode(ByteWriter& writer, const Folder& folder) {
  writer.put(folder.id.device);
  writer.put(folder.id.inode);
  writer.put(folder.files);
  writer.put(folder.folders);
  writer.put(std::uint64_t{folder.links.size()});
  for (const auto& link : folder.links) {
    writer.put(link.name);
    writer.put(link.target.device);
    writer.put(link.target.inode);
  }
}

Folder decode_folder(ByteReader& reader) {
  Folder folder;
  reader.get(folder.id.device);
  reader.get(folder.id.inode);
  reader.get(folder.files);
  reader.get(folder.folders);
  std::uint64_t links = 0;
  reader.get(links);
  for (std::uint64_t i = 0; i < links; ++i) {
    auto& link = folder.links.emplace_back();
    reader.get(link.name);
    reader.get(link.target.device);
    reader.get(link.target.inode);
  }
  return folder;
}

}  // namespace mpietl::io
