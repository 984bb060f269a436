#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/core/file.hpp"

namespace mpietl::journal {

/// Whose file in a journal's folder a name stands for.
struct Name {
  std::int32_t number = 1;
  std::string id;
  std::optional<std::int32_t> rank;  ///< nothing: the list of the run
};

/// "run-0001-0123456789abcdef.rank-00003" or "run-0001-0123456789abcdef.list".
std::string text_of(const Name& name);

/// The name that text_of() makes of it; nothing for any other text.
std::optional<Name> parse_name(const std::string& text);

/// The size of an open file; 0 where the system does not tell.
std::uint64_t file_bytes(const FileDescriptor& file) noexcept;

/// The folder of a journal, open, so that all of its files are in this very folder. No link is
/// followed, neither in its place nor in those of its files.
class Folder {
 public:
  /// Makes it where it is missing. Throws Error(permission, no_space, storage, host).
  static Folder make(const std::string& path);

  /// Nothing where it is missing.
  static std::optional<Folder> open(const std::string& path);

  [[nodiscard]] std::string path_of(const std::string& name) const { return path_ + "/" + name; }

  /// A new file, for writing.
  [[nodiscard]] FileDescriptor create(const std::string& name) const;

  /// A file for reading; nothing where it is missing, or no regular file.
  [[nodiscard]] std::optional<FileDescriptor> open_file(const std::string& name) const;

  /// All names in it, sorted, hidden ones too.
  [[nodiscard]] std::vector<std::string> names() const;

  /// Removes a file; one that is gone is no error.
  void remove(const std::string& name) const;

  /// Removes the folder if it is empty.
  void remove_if_empty() const noexcept;

  /// Brings the names in it, and its own in the folder above, to the storage.
  void sync() const;

 private:
  Folder(FileDescriptor descriptor, std::string path)
      : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  FileDescriptor descriptor_;
  std::string path_;
};

/// A new file that only grows. Methods throw Error that names it.
class AppendFile {
 public:
  AppendFile(const Folder& folder, const std::string& name)
      : descriptor_(folder.create(name)), path_(folder.path_of(name)) {}

  /// Writes all of `bytes` at the end; where that fails, what was written of them is taken back.
  void append(std::span<const std::byte> bytes);

  /// Waits until its content is on the storage.
  void sync();

  [[nodiscard]] int descriptor() const { return descriptor_.number(); }

 private:
  FileDescriptor descriptor_;
  std::string path_;
  off_t size_ = 0;
};

}  // namespace mpietl::journal
