#pragma once

#include <cstdint>

#include "mpietl/io/files/byte_range.hpp"

namespace mpietl {
class File;
}  // namespace mpietl

namespace mpietl::io {

/// The audio file in a Kaldi ark whose object begins at byte `at`, as scp files name it: a WAV file
/// as Kaldi writes it, or any file after kaldiio's header "AUDIO". Throws Error(format) when there
/// is no audio file, or the ark is truncated.
ByteRange audio_in_ark(File& ark, std::int64_t at);

}  // namespace mpietl::io
