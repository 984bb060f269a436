#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "io/audio/ffmpeg/libraries.hpp"
#include "io/audio/ffmpeg_formats.hpp"
#include "io/files/byte_stream.hpp"
#include "mpietl/io/audio/stream_choice.hpp"

namespace mpietl::io {

struct FfmpegCloser {
  void operator()(AVIOContext* io) const noexcept;
  void operator()(AVFormatContext* format) const noexcept;
  void operator()(AVCodecContext* codec) const noexcept;
  void operator()(AVPacket* packet) const noexcept;
  void operator()(AVFrame* frame) const noexcept;
};

template <class Kind>
using FfmpegPointer = std::unique_ptr<Kind, FfmpegCloser>;

/// A container, and in it the chosen stream of audio. It reads through the stream alone: nothing
/// that the file names is opened.
class FfmpegInput {
 public:
  /// Throws Error(format) where there is no such stream, or it is encrypted.
  FfmpegInput(ReadStream& stream, const FfmpegFormat& format, const StreamChoice& choice);

  [[nodiscard]] const AVFormatContext& container() const { return *format_; }
  [[nodiscard]] const AVStream& audio() const { return *audio_; }

  /// A decoder of the audio, and nothing decoded yet. Throws Error(format).
  [[nodiscard]] FfmpegPointer<AVCodecContext> open_decoder() const;

  /// The next packet of the audio; nullptr at the end. Throws Error(format) when it is encrypted.
  const AVPacket* next_packet();

  /// Goes to the first packet at or after a time, in ticks of the audio's stream. False when it
  /// cannot; where the next packet is from is not known then. Throws as next_packet().
  bool seek(std::int64_t ticks);

  /// Seconds of audio as the container declares them; below 0 where it only lets one guess.
  [[nodiscard]] double declared_seconds() const;
  /// Those, or a guess by the bit rate; below 0 when there is none.
  [[nodiscard]] double likely_seconds() const;

  /// Of streams that could have been meant, and of the first damage that was met.
  [[nodiscard]] std::string warning() const;

 private:
  void open(const FfmpegFormat& format);
  void choose(const StreamChoice& choice);
  void check_encryption() const;
  int read_packet();
  void note_damage(const std::string& why);

  ReadStream& stream_;
  FfmpegPointer<AVIOContext> io_;
  FfmpegPointer<AVFormatContext> format_;
  FfmpegPointer<AVPacket> packet_;
  AVStream* audio_ = nullptr;
  std::int64_t earliest_ = std::numeric_limits<std::int64_t>::min();  // of packets, in ticks
  std::string others_;  // streams that could have been meant
  std::string damage_;
};

}  // namespace mpietl::io
