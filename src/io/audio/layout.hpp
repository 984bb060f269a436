#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/audio/ffmpeg_formats.hpp"
#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// The library that decodes a file.
enum class Codec : std::uint8_t { sndfile, ogg, mpeg, ffmpeg };

/// A chunk of a RIFF or AIFF file.
struct ChunkPlace {
  std::string name;
  std::int64_t begin = 0;  ///< first byte of its content in the file
  std::int64_t size = 0;
};

/// Where the audio in a file is, from its first bytes and its chunks.
struct Layout {
  Codec codec = Codec::sndfile;
  FfmpegFormat ffmpeg{};        ///< for Codec::ffmpeg
  bool is_in_wav = false;       ///< MPEG audio in the data chunk of a WAV file
  std::vector<Piece> pieces;    ///< what the decoder reads, or the links of an Ogg file; empty: all
  bool has_tag_before = false;  ///< ID3v2
  std::vector<ChunkPlace> chunks;
  bool is_big_endian = false;  ///< the sizes of chunks
  std::string remark;          ///< what is wrong with the sizes in the header
};

/// The layout of `file`. Corrects a header with wrong sizes, left by a writer that did not complete
/// it: when no chunk follows the samples that a WAV, AIFF or AU header declares, the rest of the
/// file is read as samples.
Layout layout_of(ReadStream& file);

/// Where the ID3v2 tags that begin at `at` end; `at` itself where none begins.
std::int64_t end_of_id3v2(ByteStream& file, std::int64_t at);

/// Whether a frame of MPEG audio (ISO/IEC 11172-3) begins at `at`.
bool is_mpeg_frame(ByteStream& file, std::int64_t at);

}  // namespace mpietl::io
