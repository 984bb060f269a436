#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/io/files/byte_range.hpp"

// Queries and requests to the file system.
namespace mpietl::io {

bool is_folder(const std::string& path);

/// `path`, or the nearest folder above it that exists.
std::string existing_folder(const std::string& path);

/// Whether the path does not exist, not even as a dangling link.
bool is_missing(const std::string& path);

/// Whether this user may create files in the folder; true if unknown.
bool may_write_in(const std::string& folder);

/// At most `max_count` names in a folder, unordered; none when it cannot be listed.
std::vector<std::string> names_in(const std::string& folder, std::size_t max_count);

/// Whether `path` is a regular file or does not exist.
bool may_be_replaced(const std::string& path);

/// The status of a path.
struct FileStatus {
  std::int64_t bytes = -1;  ///< size of the file, links followed; -1: missing or inaccessible
  bool is_link = false;
  std::int64_t modified_ns = 0;  ///< time of the last modification, since 1970
};

FileStatus file_status(const std::string& path);

/// Size of the file in bytes; -1 when it is missing or inaccessible.
std::int64_t file_bytes(const std::string& path);

/// Bytes that this user may still write to the file system of `path`, which need not exist.
std::uint64_t free_bytes(const std::string& path);

/// Files that may still be created there; the largest number when the file system has no limit.
std::uint64_t free_inodes(const std::string& path);

/// A number that is equal for all paths on one file system.
std::uint64_t file_system_of(const std::string& path);

/// Asks the system to load the first few MiB of a part of a file into its cache, without waiting.
/// Failures are ignored: whoever reads the file will see them.
void read_ahead(const std::string& path, const ByteRange& part = {}) noexcept;

}  // namespace mpietl::io
