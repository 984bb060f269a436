#pragma once

#include <cstdint>
#include <optional>

#include "io/sndfile_bridge.hpp"

namespace mpietl::io {

/// Bytes of samples that a file's header promises, and those that are there.
struct PromisedBytes {
  std::int64_t promised = 0;
  std::int64_t there = 0;
};

/// What the header of a RIFF, RIFX, RF64, AIFF, W64 or AU file promises; nothing for other files,
/// and where a writer of streams left the size open. Moves the cursor.
/// libsndfile cuts such a promise down to what is there without telling.
std::optional<PromisedBytes> promised_bytes(ByteStream& file);

/// Whether this is a WAV file whose writer could not or did not come back to its header: no bytes
/// of samples are told, no size of the file or just that of the header, and bytes follow. Moves the
/// cursor. libsndfile reads it to its end only if the size told is that of an empty file, 8.
bool is_unfinished_wav(ByteStream& file);

/// Throws Error(format) when libsndfile tells of fewer frames than none, or of more than a file of
/// `file_bytes` can hold: from a damaged size it may have computed hours of GSM 6.10 or ADPCM, for
/// which it then makes silence up. Where compression has no bound, the end of the file is the end.
void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes);

}  // namespace mpietl::io
