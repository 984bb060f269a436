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

// Sources that decode the bytes of a file; each is the only user of a library. The stream must
// outlive them. They throw Error(format) for what they cannot decode.
namespace mpietl::io {

/// For messages: "1 channel at 22050 Hz".
std::string channels_at(int channels, int sample_rate);

/// The Error for a file without the requested stream; `streams` lists those it has.
Error no_such_stream(const StreamChoice& choice, const std::string& streams);

/// Decodes with libsndfile.
std::unique_ptr<AudioSource> sndfile_source(ReadStream& stream);

/// Decodes an Ogg file whose logical streams follow one another.
std::unique_ptr<AudioSource> ogg_chain_source(ReadStream& stream, std::vector<Piece> links);

/// Decodes MPEG audio, layers 1 to 3, in a file of `file`: FileFormat::mpeg, or FileFormat::wav
/// around it.
std::unique_ptr<AudioSource> mpeg_source(ReadStream& stream, FileFormat file);

/// Decodes an audio stream of a file of `format` with FFmpeg's libraries.
std::unique_ptr<AudioSource> ffmpeg_source(ReadStream& stream, const FfmpegFormat& format,
                                           const StreamChoice& choice);

}  // namespace mpietl::io
