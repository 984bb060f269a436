#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl::io {

/// All bytes of the file at `path` ("-": standard input); `what` it is stands in messages.
/// Throws Error(not_found, permission, storage): a text is whole or is not given.
std::string read_text(const std::string& path, const std::string& what);

/// The lines of a text as editors of any system write them: without the byte order mark of UTF-8
/// before the first, and without `\n` or `\r\n` behind each.
std::vector<std::string_view> text_lines(std::string_view text);

/// Names in the list in `path` ("-": standard input), a line each, or ended by NUL where
/// `separator` is that, byte by byte; empty ones are left out. Throws Error(not_found, permission,
/// storage), and Error(usage) for a name with NUL in it.
std::vector<std::string> read_list(const std::string& path, char separator);

bool is_folder(const std::string& path);

/// The nearest folder above `path`, or that itself, that exists.
std::string existing_folder(const std::string& path);

/// Whether nothing has that name, not even a link that leads nowhere.
bool is_missing(const std::string& path);

/// Whether this user may make files in the folder; true where that cannot be known.
bool may_write_in(const std::string& folder);

/// Names of what stands in a folder, in no order, `most` of them at most; none where it cannot be
/// listed.
std::vector<std::string> names_in(const std::string& folder, std::size_t most);

/// Whether nothing, or a regular file, stands at `path`.
bool may_be_replaced(const std::string& path);

/// What stands at a path.
struct FileLook {
  std::int64_t bytes = -1;  ///< size of the file, links followed; -1: none, or not to be examined
  bool is_link = false;
  std::int64_t modified_ns = 0;  ///< when it was changed last, since 1970
};

FileLook look_at(const std::string& path);

/// Size of the file in bytes; -1 when there is none or it cannot be examined.
std::int64_t file_bytes(const std::string& path);

/// The path from the root on, which leads to the same from any working folder. Links stay.
std::string absolute(const std::string& path);

/// The path with links and dots of its folder resolved as far as that exists: equal for two ways
/// to name one file.
std::string resolved(const std::string& path);

/// The file that is really read when `path` is: links resolved, also the last one.
std::string resolved_through(const std::string& path);

/// Bytes that this user may still write to the file system that holds `path`, or would hold it.
std::uint64_t free_bytes(const std::string& path);

/// Files that may still be made there; the largest number where the file system has no limit.
std::uint64_t free_inodes(const std::string& path);

/// A number that is equal for paths on one file system.
std::uint64_t file_system_of(const std::string& path);

/// Asks the system to have the first few MiB of a file in memory soon, and does not wait for them.
/// What fails is told when the file is read.
void read_ahead(const std::string& path) noexcept;

}  // namespace mpietl::io
