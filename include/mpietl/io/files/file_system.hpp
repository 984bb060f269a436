#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/io/files/byte_range.hpp"

// What the file system says of paths, and what it is asked to do.
namespace mpietl::io {

bool is_folder(const std::string& path);

/// `path`, or the nearest folder above it that exists.
std::string existing_folder(const std::string& path);

/// Whether nothing has that name, not even a link that leads nowhere.
bool is_missing(const std::string& path);

/// Whether this user may make files in the folder; true where that cannot be known.
bool may_write_in(const std::string& folder);

/// Names in a folder, in no order, at most `max_count`; none where it cannot be listed.
std::vector<std::string> names_in(const std::string& folder, std::size_t max_count);

/// Whether nothing, or a regular file, stands at `path`.
bool may_be_replaced(const std::string& path);

/// What stands at a path.
struct FileStatus {
  std::int64_t bytes = -1;  ///< size of the file, links followed; -1: none, or not to be examined
  bool is_link = false;
  std::int64_t modified_ns = 0;  ///< when it was changed last, since 1970
};

FileStatus file_status(const std::string& path);

/// Size of the file in bytes; -1 when there is none or it cannot be examined.
std::int64_t file_bytes(const std::string& path);

/// Bytes that this user may still write to the file system that holds `path`, or would hold it.
std::uint64_t free_bytes(const std::string& path);

/// Files that may still be made there; the largest number where the file system has no limit.
std::uint64_t free_inodes(const std::string& path);

/// A number that is equal for paths on one file system.
std::uint64_t file_system_of(const std::string& path);

/// Asks the system to load the first few MiB of a part of a file into memory, and does not wait for
/// them. Failures are left to who reads the file.
void read_ahead(const std::string& path, const ByteRange& part = {}) noexcept;

}  // namespace mpietl::io
