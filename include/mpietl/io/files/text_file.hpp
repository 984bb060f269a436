#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpietl::io {

/// All bytes of the file at `path` ("-": standard input). `what` says in messages what it is.
/// Throws Error(not_found, permission, storage): a text is whole or is not given.
std::string read_text(const std::string& path, const std::string& what);

/// The lines of a text as editors of any system write them: without the byte order mark of UTF-8
/// before the first, and without `\n` or `\r\n` behind each.
std::vector<std::string_view> text_lines(std::string_view text);

/// The names in the list in `path` ("-": standard input): one a line, or with `separator` NUL each
/// ended by that, byte by byte. Empty ones are left out. Throws Error(not_found, permission,
/// storage), and Error(usage) for a name with NUL in it.
std::vector<std::string> read_list(const std::string& path, char separator);

}  // namespace mpietl::io
