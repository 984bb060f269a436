#include "mpietl/io/files/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "io/files/name_chooser.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

// Prefix of files that a run makes for itself, and leaves behind when it is killed.
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

/// Sorts the results of readdir() into files, folders and links to folders.
class Listing {
 public:
  Listing(const std::string& root, const std::string& relative, const NameFilter& filter)
      : path_(relative.empty() ? root : root + "/" + relative),
        prefix_(relative.empty() ? "" : relative + "/"),
        chooser_(filter),
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
    folder_.left_out = chooser_.left_out();
    folder_.used = chooser_.used();
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
    if (chooser_.enters_folder(prefix_ + name)) folder_.links.push_back({name, id_of(status)});
  }

  /// For file systems whose readdir() returns no types.
  [[nodiscard]] bool is_link(const std::string& name) const {
    struct stat status {};
    return ::fstatat(::dirfd(directory_.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISLNK(status.st_mode);
  }

  void add_file(const std::string& name) {
    if (chooser_.takes_file(prefix_ + name)) files_.push_back(name);
  }

  void add_folder(const std::string& name) {
    if (chooser_.enters_folder(prefix_ + name)) folders_.push_back(name);
  }

  std::string path_;
  std::string prefix_;
  NameChooser chooser_;
  Directory directory_;
  Folder folder_;
  std::vector<std::string> files_;
  std::vector<std::string> folders_;
};

}  // namespace

std::string describe(const LeftOut& left_out) {
  constexpr std::size_t most = 10;
  std::vector<std::pair<std::uint64_t, std::string>> kinds;
  std::uint64_t others = 0;
  for (const auto& [kind, count] : left_out) {
    if (kind.empty()) {
      others += count;
    } else {
      kinds.emplace_back(count, kind);
    }
  }
  std::ranges::stable_sort(kinds, std::ranges::greater{},
                           [](const auto& kind) { return kind.first; });
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto& [count, kind] = kinds[i];
    if (i < most) {
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + kind;
    } else {
      others += count;
    }
  }
  if (others == 0) return text;
  if (text.empty()) return std::to_string(others) + " without a usual extension";
  return text + " and " + std::to_string(others) + (others == 1 ? " other" : " others");
}

Folder list_folder(const std::string& root, const std::string& relative, const NameFilter& filter) {
  return Listing(root, relative, filter).read();
}

std::string_view next_name(std::string_view& names) {
  const auto end = names.find('\0');
  const auto name = names.substr(0, end);
  names.remove_prefix(end + 1);
  return name;
}

void encode(ByteWriter& writer, const LeftOut& left_out) {
  writer.put(std::uint64_t{left_out.size()});
  for (const auto& [kind, count] : left_out) {
    writer.put(kind);
    writer.put(count);
  }
}

LeftOut decode_left_out(ByteReader& reader) {
  std::uint64_t kinds = 0;
  reader.get(kinds);
  LeftOut left_out;
  for (std::uint64_t i = 0; i < kinds; ++i) {
    std::string kind;
    reader.get(kind);
    reader.get(left_out[kind]);
  }
  return left_out;
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
  encode(writer, folder.left_out);
  writer.put(folder.used);
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
  folder.left_out = decode_left_out(reader);
  reader.get(folder.used);
  return folder;
}

}  // namespace mpietl::io
