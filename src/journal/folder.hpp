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

/// What the name of a file in a journal folder says.
struct Name {
  std::int32_t number = 1;
  std::string id;
  std::optional<std::int32_t> rank;  ///< empty: the file is the list of the run
};

/// "run-0001-0123456789abcdef.rank-00003" or "run-0001-0123456789abcdef.list".
std::string text_of(const Name& name);

/// The inverse of text_of(); empty for any other text.
std::optional<Name> parse_name(const std::string& text);

/// The size of an open file; 0 if the system does not report it.
std::uint64_t file_bytes(const FileDescriptor& file) noexcept;

/// An open journal folder: all files are opened relative to it. It follows no links, neither to the
/// folder nor to its files.
class Folder {
 public:
  /// Creates the folder if it is missing. Throws Error(permission, no_space, storage, host).
  static Folder make(const std::string& path);

  /// Empty if it is missing.
  static std::optional<Folder> open(const std::string& path);

  [[nodiscard]] std::string path_of(const std::string& name) const { return path_ + "/" + name; }

  /// A new file, for writing.
  [[nodiscard]] FileDescriptor create(const std::string& name) const;

  /// A file for reading; empty if it is missing or not a regular file.
  [[nodiscard]] std::optional<FileDescriptor> open_file(const std::string& name) const;

  /// All names in the folder, sorted, including hidden ones.
  [[nodiscard]] std::vector<std::string> names() const;

  /// Removes a file; a missing file is no error.
  void remove(const std::string& name) const;

  /// Removes the folder if it is empty.
  void remove_if_empty() const noexcept;

  /// Syncs the folder and the folder above it.
  void sync() const;

 private:
  Folder(FileDescriptor descriptor, std::string path)
      : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  FileDescriptor descriptor_;
  std::string path_;
};

/// A new file to which bytes are appended. Methods throw Error that names it.
class AppendFile {
 public:
  AppendFile(const Folder& folder, const std::string& name)
      : descriptor_(folder.create(name)), path_(folder.path_of(name)) {}

  /// Appends all of `bytes`; on failure, removes those that were written.
  void append(std::span<const std::byte> bytes);

  /// Syncs the content.
  void sync();

  [[nodiscard]] int descriptor() const { return descriptor_.number(); }

 private:
  FileDescriptor descriptor_;
  std::string path_;
  off_t size_ = 0;
};

}  // namespace mpietl::journal
