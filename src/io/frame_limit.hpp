#pragma once

#include <sndfile.h>

#include <cstdint>

namespace mpietl::io {

/// Throws Error(format) when libsndfile tells of fewer frames than none, or of more than a file of
/// `file_bytes` can hold: from a damaged size it may have computed hours of GSM 6.10 or ADPCM, for
/// which it then makes silence up. Where compression has no bound, the end of the file is the end.
void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes);

}  // namespace mpietl::io
