#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/audio/metadata_content.hpp"
#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/audio/vorbis_comments.hpp"
#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

/// The metadata of the file that `handle` reads from `stream`. Places in time count from the first
/// frame of the segment; those outside of it are left out.
Metadata read_metadata(SNDFILE* handle, ByteStream& stream, const SourceInfo& info,
                       const Segment& segment);

/// What remains to be done for the metadata that was written into a header.
struct WrittenMetadata {
  std::string warning;                   ///< names what is left out; or empty
  CommentSwap swap;                      ///< for the bytes on the way to the file
  std::vector<std::byte> chunks_behind;  ///< to be appended to the complete file
};

/// Has the file of `format`, with so many channels, that `handle` begins carry `metadata`, as far
/// as its format holds it. Before the first sample.
WrittenMetadata write_metadata(SNDFILE* handle, const StorageFormat& format, int channels,
                               const Metadata& metadata);

// libsndfile's structures for metadata, from ours and to ours.

int string_type(TextKind kind);
Broadcast to_broadcast(const std::vector<std::byte>& bytes);
/// SF_BROADCAST_INFO, as long as its coding history.
std::vector<std::byte> to_sndfile(const Broadcast& broadcast);
Cue to_cue(const SF_CUE_POINT& point);
SF_CUE_POINT to_sndfile(const Cue& cue);
Instrument to_instrument(const SF_INSTRUMENT& given);
SF_INSTRUMENT to_sndfile(const Instrument& instrument);
/// Empty where a place is none that is known.
std::vector<ChannelPlace> to_channel_places(const std::vector<int>& map);
std::vector<int> to_sndfile(const std::vector<ChannelPlace>& places);

}  // namespace mpietl::io
