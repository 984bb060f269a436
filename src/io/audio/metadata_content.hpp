#pragma once

#include <sndfile.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/audio/vorbis_comments.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/audio_format.hpp"
#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// One of libsndfile's strings.
struct MetadataText {
  int kind = 0;  ///< SF_STR_…
  std::string text;
};

/// A chunk of RIFF that is carried byte for byte.
struct MetadataChunk {
  std::string name;   ///< four letters
  std::string shown;  ///< to people: of a LIST, its kind
  std::vector<std::byte> bytes;
};

/// What libsndfile knows in its structures.
struct Metadata::Content {
  int channels = 0;
  std::vector<MetadataText> texts;
  std::vector<std::byte> broadcast;  ///< SF_BROADCAST_INFO, as long as its coding history
  std::vector<std::byte> cart;       ///< its chunk as it is (AES46)
  std::vector<SF_CUE_POINT> cues;
  std::optional<SF_INSTRUMENT> instrument;
  std::vector<int> channel_map;
  std::vector<MetadataChunk> chunks;
  std::vector<std::string> comments;   ///< "NAME=text", beyond the texts
  std::vector<std::string> not_taken;  ///< what the file holds beside all this, to be told

  [[nodiscard]] bool empty() const;
};

/// Metadata of `content`; none if it is empty.
Metadata metadata_of(Metadata::Content content);

/// Whether the container is made of RIFF's chunks.
bool is_wav_like(int code);

/// Frames of the file that metadata is taken for.
struct Segment {
  std::int64_t first = 0;
  std::int64_t count = -1;  ///< -1: to the end
};

/// What the file that `handle` reads from `stream` tells. Places in time count from the segment's
/// first frame; those outside of it are left out.
Metadata take_metadata(SNDFILE* handle, ByteStream& stream, const AudioFormat& format,
                       const Segment& segment);

/// What remains to be done for the metadata that a file was given.
struct GivenMetadata {
  std::string warning;                   ///< names what is left out; or empty
  CommentSwap swap;                      ///< for the bytes on the way to the file
  std::vector<std::byte> chunks_behind;  ///< to be appended to the complete file
};

/// Has the file of `format` that `handle` begins carry `metadata`, as far as its container holds
/// it. Before the first sample.
GivenMetadata give_metadata(SNDFILE* handle, const AudioFormat& format, const Metadata& metadata);

}  // namespace mpietl::io
