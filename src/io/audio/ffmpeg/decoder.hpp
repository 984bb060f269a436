#pragma once

#include <cstdint>
#include <string>

#include "io/audio/ffmpeg/input.hpp"

namespace mpietl::io {

/// Decodes the audio of an input, packet by packet. Of packets that are damaged, what can be
/// decoded is given, and they are counted.
class FfmpegDecoder {
 public:
  explicit FfmpegDecoder(FfmpegInput& input);

  /// Decodes the next frames of audio; nullptr at the end. Throws as FfmpegInput::next_packet().
  const AVFrame* next();

  /// Forgets what came before: the input goes on elsewhere.
  void restart();

  /// What it is given, when it told nothing of itself.
  [[nodiscard]] const AVCodecContext& codec() const { return *codec_; }

  /// Packets that are damaged, and what is wrong with the first of them.
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
