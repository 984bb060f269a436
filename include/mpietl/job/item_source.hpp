#pragma once

#include <memory>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/audio/recording.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl::job {

/// Decoding of a recording restarts at multiples of this, in many formats.
inline constexpr double restart_seconds = io::restart_seconds;

/// Opens a stream of the complete input of an item: a file, or an object in an archive, but not a
/// command. Throws as io::open_source(), and Error(format) for an item with a fault.
std::unique_ptr<io::AudioSource> open_source(const Item& item, const io::StreamChoice& stream);

/// The format of the item's output: `choice`, completed by the file format of the input's name; WAV
/// when neither defines one.
io::OutputChoice choice_for(const Item& item, io::OutputChoice choice);

}  // namespace mpietl::job
