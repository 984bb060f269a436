#include "io/audio/ffmpeg/decoder.hpp"

namespace mpietl::io {

FfmpegDecoder::FfmpegDecoder(FfmpegInput& input)
    : input_(input), codec_(input.open_decoder()), frame_(ffmpeg().av_frame_alloc()) {}

const AVFrame* FfmpegDecoder::next() {
  for (;;) {
    const int result = ffmpeg().avcodec_receive_frame(codec_.get(), frame_.get());
    if (result >= 0) {
      count_logged_failure();
      if (frame_->nb_samples > 0) return frame_.get();
      continue;
    }
    if (result == AVERROR_EOF) return nullptr;
    if (result != AVERROR(EAGAIN)) count_failure(ffmpeg_error(result));
    // After the last packet, a failing decoder would fail forever.
    if (is_draining_ || !send_next()) return nullptr;
  }
}

void FfmpegDecoder::restart() {
  // A flush would not reset the noise generators of decoders.
  codec_ = input_.open_decoder();
  is_draining_ = false;
}

/// Sends the next packet to the decoder, or the end of the stream.
bool FfmpegDecoder::send_next() {
  const auto* const packet = input_.next_packet();
  is_draining_ = packet == nullptr;
  const int result = ffmpeg().avcodec_send_packet(codec_.get(), packet);
  if (result >= 0) {
    count_logged_failure();
    return true;
  }
  count_failure(ffmpeg_error(result));
  return !is_draining_;
}

/// Some decoders log an error and return what they could decode.
void FfmpegDecoder::count_logged_failure() { count_failure(take_ffmpeg_error()); }

void FfmpegDecoder::count_failure(const std::string& why) {
  if (why.empty()) return;
  if (failures_ == 0) failure_ = why;
  ++failures_;
}

}  // namespace mpietl::io
