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

/// A container and the chosen audio stream in it. Only `stream` is read: files that the container
/// refers to are never opened.
class FfmpegInput {
 public:
  /// Throws Error(format) when there is no such stream, or it is encrypted.
  FfmpegInput(ReadStream& stream, const FfmpegFormat& format, const StreamChoice& choice);

  [[nodiscard]] const AVFormatContext& container() const { return *format_; }
  [[nodiscard]] const AVStream& audio() const { return *audio_; }

  /// A new decoder of the audio stream. Throws Error(format).
  [[nodiscard]] FfmpegPointer<AVCodecContext> open_decoder() const;

  /// The next packet of the audio; nullptr at the end. Throws Error(format) when it is encrypted.
  const AVPacket* next_packet();

  /// Moves to the first packet at or after a time, in ticks of the audio stream. Returns false when
  /// it cannot; the position is unknown then. Throws as next_packet().
  bool seek(std::int64_t ticks);

  /// Length of the audio that the container declares, in seconds; below 0 when it gives only a
  /// hint.
  [[nodiscard]] double declared_seconds() const;
  /// The declared length, or an estimate from the bit rate, in seconds; below 0 when there is none.
  [[nodiscard]] double likely_seconds() const;

  /// Describes other streams that may be meant, and the first damage found.
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
