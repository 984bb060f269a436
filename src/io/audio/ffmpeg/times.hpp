#pragma once

#include <cstdint>
#include <optional>

#include "io/audio/ffmpeg/libraries.hpp"

namespace mpietl::io {

/// Converts between time stamps and frames of a signal, where time stamps are exact: when a tick is
/// a frame, or all packets have the same number of frames. Gaps count here, but not when reading
/// from the start.
class FfmpegTimes {
 public:
  /// The first decoded frames.
  struct First {
    std::int64_t ticks = AV_NOPTS_VALUE;
    std::int64_t frames = 0;
  };

  FfmpegTimes(const First& first, const AVStream& audio, const AVCodecContext& codec);

  [[nodiscard]] bool are_exact() const { return is_exact_; }

  /// The time stamp of a frame of the signal.
  [[nodiscard]] std::int64_t ticks_at(std::int64_t frame) const;

  /// The place of decoded frames; none when their time stamp is not exact.
  [[nodiscard]] std::optional<std::int64_t> frame_at(const AVFrame& decoded) const;

 private:
  First first_;
  double frames_per_tick_ = 0.0;
  bool is_fine_ = false;  // time stamps are not rounded
  bool is_exact_ = false;
};

}  // namespace mpietl::io
