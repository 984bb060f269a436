#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace mpietl {

class Error;

/// Owns a file descriptor of the system, or a negative number where open() failed.
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

  /// Closes it now; false, and errno, where the system refuses.
  bool close();

  /// Leaves it open: someone else closes it now.
  void release() { number_ = -1; }

 private:
  int number_;
};

/// An open file with its name. Methods throw Error with what was done to which file; an I/O error
/// is Reason::storage for a file that is read, and Reason::host for one that is made.
class File {
 public:
  /// Opens an existing file for reading.
  static File open(const std::string& path);

  /// Opens a folder, for sync().
  static File open_folder(const std::string& path);

  /// Creates a file that did not exist, for reading and writing; never follows a link there.
  /// Messages about it name `shown_as`.
  static File create(const std::string& path, const std::string& shown_as);

  /// Reads up to `size` bytes at the cursor; fewer only at the end of the file.
  std::size_t read(void* data, std::size_t size);

  /// Writes all of `size` bytes at the cursor.
  void write(const void* data, std::size_t size);

  /// Writes all of both, one behind the other, at the cursor.
  void write(std::span<const std::byte> first, std::span<const std::byte> second);

  /// Moves the cursor to `offset` bytes from the start.
  void seek(std::int64_t offset);

  [[nodiscard]] std::int64_t position() const { return position_; }
  [[nodiscard]] std::int64_t size() const;

  /// Has the file system set `bytes` bytes from the start aside, where it can; the size stays.
  /// Throws Error(no_space) when there is no room for them.
  void reserve(std::int64_t bytes);

  /// Gives up what is reserved behind the end of the file.
  void release_reserve();

  /// Waits until the file is on its storage, not in the system's memory only.
  void sync();

  /// The same for all files of the file system that it is on.
  void sync_file_system();

  /// Number of the file system that it is on.
  [[nodiscard]] std::uint64_t file_system() const;

  /// Closes the file and throws when the system reports a failure, as it may for what it had
  /// taken but could not store.
  void close();

 private:
  File(int descriptor, std::string path, bool is_output)
      : descriptor_(descriptor), path_(std::move(path)), is_output_(is_output) {}

  /// Why the call that set errno failed.
  [[nodiscard]] Error failure(const char* doing) const;

  FileDescriptor descriptor_;
  std::int64_t position_ = 0;
  std::string path_;
  bool is_output_;
};

/// Waits until all file systems that hold `files` have stored what was written to them, names
/// included; each once. Throws Error as the system says.
void sync_file_systems_of(std::span<const std::string> files);

/// Name of the file that `function` was loaded from, links followed: "libogg.so.0.8.5". Of
/// libraries that tell no version, it is what tells which one is in use.
std::string file_of_library(const void* function);

}  // namespace mpietl
