#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/audio/metadata_content.hpp"
#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/audio/vorbis_comments.hpp"
#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

/// The metadata of the file that `handle` reads from `stream`. Times count from the first frame of
/// the segment; those outside of it are dropped.
Metadata read_metadata(SNDFILE* handle, ByteStream& stream, const SourceInfo& info,
                       const Segment& segment);

/// What remains to be done after metadata was written into a header.
struct WrittenMetadata {
  std::string warning;                   ///< names the metadata that was dropped; else empty
  CommentSwap swap;                      ///< to apply to the bytes on their way to the file
  std::vector<std::byte> chunks_behind;  ///< to append to the complete file
};

/// Writes `metadata`, as far as the format supports it, into the header of the file that `handle`
/// begins. Call it before the first sample.
WrittenMetadata write_metadata(SNDFILE* handle, const StorageFormat& format, int channels,
                               const Metadata& metadata);

// Conversions from and to libsndfile's structures for metadata.

int string_type(TextKind kind);
Broadcast to_broadcast(const std::vector<std::byte>& bytes);
/// SF_BROADCAST_INFO with room for the coding history.
std::vector<std::byte> to_sndfile(const Broadcast& broadcast);
Cue to_cue(const SF_CUE_POINT& point);
SF_CUE_POINT to_sndfile(const Cue& cue);
Instrument to_instrument(const SF_INSTRUMENT& given);
SF_INSTRUMENT to_sndfile(const Instrument& instrument);
/// Empty when a position is unknown.
std::vector<ChannelPlace> to_channel_places(const std::vector<int>& map);
std::vector<int> to_sndfile(const std::vector<ChannelPlace>& places);

}  // namespace mpietl::io
