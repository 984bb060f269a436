#pragma once

#include <sndfile.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/io/audio_format.hpp"
#include "mpietl/io/metadata.hpp"

namespace mpietl::io {

/// One of libsndfile's strings.
struct MetadataText {
  int kind = 0;  ///< SF_STR_…
  std::string text;
};

/// In the structures of libsndfile.
struct Metadata::Content {
  int channels = 0;
  int sample_rate = 0;
  std::vector<MetadataText> texts;
  std::vector<std::byte> broadcast;  ///< SF_BROADCAST_INFO, as long as its coding history
  std::vector<std::byte> cart;       ///< its chunk as it is (AES46)
  std::vector<SF_CUE_POINT> cues;
  std::optional<SF_INSTRUMENT> instrument;
  std::vector<int> channel_map;
};

/// Whether the container is made of RIFF's chunks.
bool is_wav_like(int code);

/// Frames of the file that metadata is taken for.
struct Segment {
  std::int64_t first = 0;
  std::int64_t count = -1;  ///< -1: to the end
};

/// What the file that `handle` reads tells. Places in time count from the segment's first frame;
/// those outside of it are left out.
Metadata take_metadata(SNDFILE* handle, const AudioFormat& format, const Segment& segment);

/// Has the file of `format` that `handle` begins carry `metadata`, as far as its container holds
/// it. Before the first sample. Returns a warning that names what is left out, or nothing.
std::string give_metadata(SNDFILE* handle, const AudioFormat& format, const Metadata& metadata);

}  // namespace mpietl::io
