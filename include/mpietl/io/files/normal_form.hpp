#pragma once

#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::io {

/// The path of a file that exists where `path` does not, and whose parts differ from it only in
/// their Unicode normal form: "é" is one character (NFC) or two (NFD, which macOS writes). Empty
/// when there is none. Knows the letters of Latin, Greek and Cyrillic, kana and Hangul.
std::string path_in_other_form(const std::string& path);

/// For the end of a message that `path` does not exist: the path_in_other_form(), and what to do.
/// Empty when there is none.
std::string hint_at_other_form(const std::string& path);

/// Opens a file for reading. Throws as File::open(), with hint_at_other_form() for a file that does
/// not exist.
File open_input_file(const std::string& path);

}  // namespace mpietl::io
