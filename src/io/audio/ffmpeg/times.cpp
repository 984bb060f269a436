#include "io/audio/ffmpeg/times.hpp"

#include <cmath>

namespace mpietl::io {

namespace {

// The rate of HE-AAC is twice that of its time stamps. Coarser time stamps are rounded.
constexpr std::int64_t max_frames_per_tick = 2;

/// Whether all packets of a codec contain the same number of frames in most files.
bool has_equal_packets(AVCodecID codec) {
  return codec == AV_CODEC_ID_OPUS || codec == AV_CODEC_ID_AAC || codec == AV_CODEC_ID_MP3;
}

}  // namespace

FfmpegTimes::FfmpegTimes(const First& first, const AVStream& audio, const AVCodecContext& codec)
    : first_(first) {
  const auto [numerator, denominator] = audio.time_base;
  if (first.ticks == AV_NOPTS_VALUE || numerator <= 0 || denominator <= 0) return;
  const auto frames = std::int64_t{codec.sample_rate} * numerator;
  frames_per_tick_ = static_cast<double>(frames) / denominator;
  is_fine_ = frames == denominator || frames == max_frames_per_tick * denominator;
  is_exact_ = is_fine_ || has_equal_packets(codec.codec_id);
}

std::int64_t FfmpegTimes::ticks_at(std::int64_t frame) const {
  return first_.ticks + static_cast<std::int64_t>(static_cast<double>(frame) / frames_per_tick_);
}

std::optional<std::int64_t> FfmpegTimes::frame_at(const AVFrame& decoded) const {
  if (decoded.pts == AV_NOPTS_VALUE || decoded.nb_samples < 1) return std::nullopt;
  const double place = static_cast<double>(decoded.pts - first_.ticks) * frames_per_tick_;
  if (is_fine_) return std::llround(place);
  // The first packet may be shorter, when the encoder delay is removed.
  const double packets = std::nearbyint((place - static_cast<double>(first_.frames)) /
                                        static_cast<double>(decoded.nb_samples));
  const auto exact = first_.frames + std::llround(packets) * decoded.nb_samples;
  if (std::fabs(static_cast<double>(exact) - place) > frames_per_tick_ + 1.0) return std::nullopt;
  return exact;
}

}  // namespace mpietl::io
