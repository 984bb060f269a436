#pragma once

#include <cstdint>
#include <optional>

#include "io/promised_bytes.hpp"
#include "io/sndfile_bridge.hpp"

namespace mpietl::io {

/// What a MIDI sample dump (.sds) promises and holds: its frames, and bytes of its packets.
struct SampleDump {
  std::int64_t frames = 0;  ///< of those promised, the ones that are there
  PromisedBytes bytes;
};

/// The sample dump in `file`, nothing when it is another kind of file; moves the cursor.
///
/// libsndfile 1.2 makes up the frames that are missing, and in a dump of more than 2 GiB it counts
/// packets for ever: no dump is that long, so Error(format) is thrown for one.
std::optional<SampleDump> sample_dump(ByteStream& file);

}  // namespace mpietl::io
