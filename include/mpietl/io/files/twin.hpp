#pragma once

#include <string>

#include "mpietl/core/file.hpp"

namespace mpietl::io {

/// The path that is there where `path` is not, and differs from it in the Unicode normal form of
/// its parts only: "é" is one character (NFC) or two (NFD, which macOS writes). Empty when there is
/// none. Knows the letters of Latin, Greek and Cyrillic, kana and Hangul.
std::string twin_of(const std::string& path);

/// For the end of a message that `path` is not there: what to do about its twin; empty without one.
std::string hint_at_twin(const std::string& path);

/// Opens an input. Throws as File::open(), and tells of the twin of a file that is not there.
File open_input(const std::string& path);

}  // namespace mpietl::io
