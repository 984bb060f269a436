#pragma once

#include "io/audio/ffmpeg/libraries.hpp"
#include "io/audio/metadata_content.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// How the samples are stored that `codec` decodes.
Subtype subtype_of(const AVCodecContext& codec);

/// Title, artist and other texts of a container, and the names of what else it holds that is not
/// carried.
Metadata::Content metadata_in(const AVFormatContext& container);

}  // namespace mpietl::io
