#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/audio/metadata_content.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/audio_format.hpp"

namespace mpietl::io {

/// Decodes the audio of one file, front to back. Each kind of decoder is the one user of a library.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  Decoder(Decoder&&) = delete;
  Decoder& operator=(Decoder&&) = delete;
  virtual ~Decoder() = default;

  [[nodiscard]] virtual AudioFormat format() const = 0;

  /// Frames that the file declares; -1 when it does not.
  [[nodiscard]] virtual std::int64_t declared_frames() const = 0;

  /// Frames that it may hold, for plans; -1 when nothing tells.
  [[nodiscard]] virtual std::int64_t likely_frames() const { return declared_frames(); }

  /// Whether read() ends at declared_frames(), so that nothing can be behind.
  [[nodiscard]] virtual bool ends_as_declared() const = 0;

  /// Fills `interleaved` (whole frames) and returns the frames read: fewer only at the end.
  virtual std::size_t read(std::span<float> interleaved) = 0;

  /// Moves to a frame, so that the same samples follow as when all before it were read. Returns
  /// whether it could; if not, nothing has moved.
  virtual bool seek(std::int64_t /*frame*/) { return false; }

  /// What the file tells beside its samples, for a part of it.
  [[nodiscard]] virtual Metadata metadata(const Segment& segment) const = 0;

  /// Audio that the file holds and that is not given, known when read() has reached the end; empty
  /// when there is none.
  [[nodiscard]] virtual std::string left_out() const { return {}; }
};

/// For messages: "1 channel at 22050 Hz".
inline std::string channels_at(int channels, int sample_rate) {
  return std::to_string(channels) + (channels == 1 ? " channel at " : " channels at ") +
         std::to_string(sample_rate) + " Hz";
}

/// Decodes what libsndfile reads. Throws Error(format).
std::unique_ptr<Decoder> sndfile_decoder(ReadStream& stream);

/// Decodes an Ogg file of these logical streams, of which each follows the one before it.
/// Throws Error(format).
std::unique_ptr<Decoder> ogg_decoder(ReadStream& stream, std::vector<Piece> links);

/// Decodes MPEG audio of layers 1 to 3, whose samples stand in `container` (SF_FORMAT_MPEG, or
/// SF_FORMAT_WAV around it). Throws Error(format).
std::unique_ptr<Decoder> mpeg_decoder(ReadStream& stream, int container);

}  // namespace mpietl::io
