#pragma once

#include "io/audio/ffmpeg/libraries.hpp"
#include "io/audio/metadata_content.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// How the samples that `codec` decodes are stored.
Subtype subtype_of(const AVCodecContext& codec);

/// Title, artist and other texts of a container, and the names of its metadata that is not kept.
Metadata::Content metadata_in(const AVFormatContext& container);

}  // namespace mpietl::io
