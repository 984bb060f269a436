#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mpietl::io {

/// The text of the file at `path` ("-": standard input), uncompressed if it is in gzip's format.
/// Messages call the file `what`. Throws Error(not_found, permission, storage) when it cannot be
/// read completely, and Error(format) for damaged gzip.
std::string read_text(const std::string& path, const std::string& what);

/// The lines of a text written by an editor on any system, without the UTF-8 byte order mark at the
/// start and without `\n` or `\r\n` at the end of each line.
std::vector<std::string_view> text_lines(std::string_view text);

/// The names in the list at `path` ("-": standard input): one per line, or with `separator` NUL
/// each ended by NUL. Names are bytes; empty ones are skipped. Throws Error(not_found, permission,
/// storage), and Error(usage) for a name that contains NUL.
std::vector<std::string> read_list(const std::string& path, char separator);

}  // namespace mpietl::io
