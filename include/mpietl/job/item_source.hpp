#pragma once

#include <memory>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl::job {

/// The whole input of an item, which is no command: a file, or one in an archive. Throws as
/// io::open_source(), and Error(format) for an item with a fault.
std::unique_ptr<io::AudioSource> open_source(const Item& item);

/// The format of the item's output, when `choice` holds for all: where neither that nor the name of
/// the input tells the file format, WAV.
io::OutputChoice choice_for(const Item& item, io::OutputChoice choice);

}  // namespace mpietl::job
