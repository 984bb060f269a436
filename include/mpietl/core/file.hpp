#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace mpietl {

class Error;

/// Owns a file descriptor; negative when open() failed.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }

  [[nodiscard]] int number() const { return number_; }

  /// Closes it now. Returns false, and sets errno, on failure.
  bool close();

  /// Releases ownership without closing.
  void release() { number_ = -1; }

 private:
  int number_;
};

/// An open file with its name. Methods throw an Error that names the operation and the file. An I/O
/// error is Reason::storage for a file opened for reading, and Reason::host for one created.
class File {
 public:
  /// Opens an existing file for reading.
  static File open(const std::string& path);

  /// Opens a folder, for sync().
  static File open_folder(const std::string& path);

  /// Creates a new file for reading and writing; never follows a link. Messages call it `shown_as`.
  static File create(const std::string& path, const std::string& shown_as);

  /// Creates a file without a name, for reading and writing, in the folder for temporary files
  /// ($TMPDIR, else /tmp). Closing it removes it.
  static File temporary();

  /// The descriptor, for system calls; this object keeps its ownership.
  [[nodiscard]] int descriptor() const { return descriptor_.number(); }

  /// Reads up to `size` bytes at the cursor; fewer only at the end of the file.
  std::size_t read(void* data, std::size_t size);

  /// Writes all of `size` bytes at the cursor.
  void write(const void* data, std::size_t size);

  /// Writes both parts, in sequence, at the cursor.
  void write(std::span<const std::byte> first, std::span<const std::byte> second);

  /// Moves the cursor to `offset` bytes from the start.
  void seek(std::int64_t offset);

  /// Moves the cursor to the start, even if another process has moved it.
  void rewind();

  [[nodiscard]] std::int64_t position() const { return position_; }
  [[nodiscard]] std::int64_t size() const;

  /// Reserves space for the first `bytes` bytes, if the file system can; the size stays the same.
  /// Throws Error(no_space) when there is not enough space.
  void reserve(std::int64_t bytes);

  /// Releases reserved space beyond the end of the file.
  void release_reserve();

  /// Waits until the file is on the disk (fsync).
  void sync();

  /// The same for all files of its file system (syncfs).
  void sync_file_system();

  /// Device number of its file system.
  [[nodiscard]] std::uint64_t file_system() const;

  /// Closes the file. Throws when the system reports that earlier writes failed.
  void close();

 private:
  File(int descriptor, std::string path, bool is_output)
      : descriptor_(descriptor), path_(std::move(path)), is_output_(is_output) {}

  /// The Error for the system call that set errno.
  [[nodiscard]] Error failure(const char* doing) const;

  FileDescriptor descriptor_;
  std::int64_t position_ = 0;
  std::string path_;
  bool is_output_;
};

/// Waits until the file systems of `files` have stored all data and names; syncs each file system
/// once. Throws Error as the system reports.
void sync_file_systems_of(std::span<const std::string> files);

/// Name of the shared library that contains `function`, links resolved: "libogg.so.0.8.5".
/// Identifies libraries without a version function.
std::string file_of_library(const void* function);

}  // namespace mpietl
