#pragma once

#include <cstdint>
#include <string>

#include "io/audio/ffmpeg/input.hpp"

namespace mpietl::io {

/// Decodes the audio of an input, packet by packet. From damaged packets it returns what can be
/// decoded, and counts them.
class FfmpegDecoder {
 public:
  explicit FfmpegDecoder(FfmpegInput& input);

  /// Decodes the next frames of audio; nullptr at the end. Throws as FfmpegInput::next_packet().
  const AVFrame* next();

  /// Resets the decoder, to continue elsewhere in the input.
  void restart();

  /// The parameters of the decoder, for audio whose container does not give them.
  [[nodiscard]] const AVCodecContext& codec() const { return *codec_; }

  /// The number of damaged packets, and what is wrong with the first of them.
  [[nodiscard]] std::int64_t failures() const { return failures_; }
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  bool send_next();
  void count_logged_failure();
  void count_failure(const std::string& why);

  FfmpegInput& input_;
  FfmpegPointer<AVCodecContext> codec_;
  FfmpegPointer<AVFrame> frame_;
  bool is_draining_ = false;
  std::int64_t failures_ = 0;
  std::string failure_;
};

}  // namespace mpietl::io
