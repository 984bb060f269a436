#pragma once

#include <string>

#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// Whether a file of this name is taken from a folder: its extension, in upper or lower case, is
/// usually that of audio that is read. Extensions of samples without a header (raw, vox) do not
/// count, nor those that more often mean something else (mat, htk, iff, paf, mpc).
bool has_audio_extension(const std::string& name);

/// Whether the extension is of a file format that is also written.
bool has_output_extension(const std::string& name);

/// Says what is wrong with the name of a file of `format`: "the name says wav, the content is mp3".
/// Empty where the extension means that format, or none that is known.
std::string name_warning(const std::string& name, const StorageFormat& format);

}  // namespace mpietl::io
