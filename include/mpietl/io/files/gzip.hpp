#pragma once

#include <string>
#include <string_view>

// Texts in gzip's format (RFC 1952).
namespace mpietl::io {

/// Whether `bytes` begin as gzip's do.
bool is_gzip(std::string_view bytes);

/// The text of one or more gzip members. Throws Error(format) if they are damaged or truncated.
std::string gunzip(std::string_view bytes);

/// `text` as one gzip member, without name and time: equal texts have equal bytes.
std::string gzip(std::string_view text);

}  // namespace mpietl::io
