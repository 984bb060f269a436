#pragma once

#include <cstdint>
#include <optional>

#include "io/audio/ffmpeg/libraries.hpp"

namespace mpietl::io {

/// Where decoded frames are in a signal, as time stamps tell, if these tell it exactly: a tick is a
/// frame, or all packets have as many frames. Gaps count here, unlike for who reads
/// from the start.
class FfmpegTimes {
 public:
  /// What was decoded first.
  struct First {
    std::int64_t ticks = AV_NOPTS_VALUE;
    std::int64_t frames = 0;
  };

  FfmpegTimes(const First& first, const AVStream& audio, const AVCodecContext& codec);

  [[nodiscard]] bool are_exact() const { return is_exact_; }

  /// The time stamp of a frame of the signal.
  [[nodiscard]] std::int64_t ticks_at(std::int64_t frame) const;

  /// The place of what was decoded; none where its time stamp does not tell.
  [[nodiscard]] std::optional<std::int64_t> frame_at(const AVFrame& decoded) const;

 private:
  First first_;
  double frames_per_tick_ = 0.0;
  bool is_fine_ = false;  // whether time stamps are not rounded
  bool is_exact_ = false;
};

}  // namespace mpietl::io
