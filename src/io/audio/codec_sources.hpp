#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/audio/ffmpeg_formats.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/stream_choice.hpp"

namespace mpietl {
class Error;
}  // namespace mpietl

// The sources that decode the bytes of a file; each is the only user of a library. They use the
// stream as long as they live, and throw Error(format) for what they cannot decode.
namespace mpietl::io {

/// For messages: "1 channel at 22050 Hz".
std::string channels_at(int channels, int sample_rate);

/// The failure of a file without the stream that is asked for; `streams` lists those it has.
Error no_such_stream(const StreamChoice& choice, const std::string& streams);

/// Decodes what libsndfile reads.
std::unique_ptr<AudioSource> sndfile_source(ReadStream& stream);

/// Decodes an Ogg file of these logical streams, of which each follows the one before it.
std::unique_ptr<AudioSource> ogg_chain_source(ReadStream& stream, std::vector<Piece> links);

/// Decodes MPEG audio of layers 1 to 3 in a file of `file`: FileFormat::mpeg, or FileFormat::wav
/// around it.
std::unique_ptr<AudioSource> mpeg_source(ReadStream& stream, FileFormat file);

/// Decodes an audio stream of a file of `format` with FFmpeg's libraries.
std::unique_ptr<AudioSource> ffmpeg_source(ReadStream& stream, const FfmpegFormat& format,
                                           const StreamChoice& choice);

}  // namespace mpietl::io
