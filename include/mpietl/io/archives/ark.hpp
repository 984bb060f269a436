#pragma once

#include <cstdint>

#include "mpietl/io/files/byte_range.hpp"

namespace mpietl {
class File;
}  // namespace mpietl

namespace mpietl::io {

/// The audio file in a Kaldi ark whose object begins at `at`, as scp files name it: a WAV file as
/// Kaldi writes it, or any file behind the head "AUDIO" of kaldiio. Throws Error(format) when there
/// is none, or the ark ends before it does.
ByteRange audio_in_ark(File& ark, std::int64_t at);

}  // namespace mpietl::io
