#pragma once

#include <string>

#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// Whether a folder walk takes a file of this name: its extension, in upper or lower case, usually
/// means audio that this program reads. Extensions of samples without a header (raw, vox) do not
/// count, nor those that more often mean something else (mat, htk, iff, paf, mpc).
bool has_audio_extension(const std::string& name);

/// Whether the extension belongs to a file format that this program writes.
bool has_output_extension(const std::string& name);

/// Describes a mismatch between a file's name and its `format`: "the name says wav, the content is
/// mp3". Empty when the extension means that format, or is unknown.
std::string name_warning(const std::string& name, const StorageFormat& format);

}  // namespace mpietl::io
