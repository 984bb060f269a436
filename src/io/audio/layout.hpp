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
  std::int64_t begin = 0;  ///< of its content, in the file
  std::int64_t size = 0;
};

/// Where in a file its audio lies, by its first bytes and its chunks.
struct Layout {
  Codec codec = Codec::sndfile;
  FfmpegFormat ffmpeg{};        ///< of Codec::ffmpeg
  bool is_in_wav = false;       ///< MPEG audio in the data chunk of a WAV file
  std::vector<Piece> pieces;    ///< what the decoder sees, or the links of an Ogg file; empty: all
  bool has_tag_before = false;  ///< ID3v2
  std::vector<ChunkPlace> chunks;
  bool is_big_endian = false;  ///< the chunks' sizes
  std::string remark;          ///< what is odd about the sizes in the header
};

/// The layout of `file`. A header whose sizes are wrong, since its writer never completed it, is
/// corrected as far as the bytes of the file allow: where no chunk begins behind
/// the samples that a WAV, AIFF or AU header declares, the rest of the file is samples, too.
Layout layout_of(ReadStream& file);

/// Where the ID3v2 tags that begin at `at` end; `at` itself where none begins.
std::int64_t end_of_id3v2(ByteStream& file, std::int64_t at);

/// Whether the bytes at `at` begin a frame of MPEG audio (ISO/IEC 11172-3).
bool is_mpeg_frame(ByteStream& file, std::int64_t at);

}  // namespace mpietl::io
