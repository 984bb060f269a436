#pragma once

#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::io {

/// The path of an existing file that differs from the missing `path` only in its Unicode normal
/// form: "é" is one character (NFC) or two (NFD, which macOS writes). Empty when there is none.
/// Supports the letters of Latin, Greek and Cyrillic, kana and Hangul.
std::string path_in_other_form(const std::string& path);

/// A hint to append to a message that `path` does not exist: path_in_other_form() and what to do.
/// Empty when there is no such path.
std::string hint_at_other_form(const std::string& path);

/// Opens a file for reading. Throws as File::open(); for a missing file with hint_at_other_form().
File open_input_file(const std::string& path);

}  // namespace mpietl::io
