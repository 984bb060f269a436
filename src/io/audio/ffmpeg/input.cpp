#include "io/audio/ffmpeg/input.hpp"

#include <span>
#include <utility>

#include "io/audio/ffmpeg/streams.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

int on_read(void* user, std::uint8_t* data, int size) {
  const auto got = guarded(user, -1, [&](ByteStream& stream) { return stream.read(data, size); });
  if (got < 0) return AVERROR(EIO);
  return got == 0 ? AVERROR_EOF : static_cast<int>(got);
}

std::int64_t on_seek(void* user, std::int64_t offset, int whence) {
  return guarded(user, -1, [&](ByteStream& stream) -> std::int64_t {
    if ((whence & AVSEEK_SIZE) != 0) return stream.size();
    const int from = whence & ~AVSEEK_FORCE;
    if (from == SEEK_CUR) offset += stream.position();
    if (from == SEEK_END) offset += stream.size();
    return offset < 0 ? -1 : stream.seek(offset);
  });
}

/// Refuses to open other files or addresses that the input refers to.
int refuse_to_open(AVFormatContext* /*format*/, AVIOContext** /*io*/, const char* /*url*/,
                   int /*flags*/, AVDictionary** /*options*/) {
  return AVERROR(EPERM);
}

FfmpegPointer<AVIOContext> io_context(ReadStream& stream) {
  constexpr int buffer_bytes = 32 * 1024;
  auto* const buffer = static_cast<unsigned char*>(ffmpeg().av_malloc(buffer_bytes));
  auto* const user = static_cast<ByteStream*>(&stream);
  FfmpegPointer<AVIOContext> io(
      ffmpeg().avio_alloc_context(buffer, buffer_bytes, 0, user, on_read, nullptr, on_seek));
  if (!io) throw std::bad_alloc();
  return io;
}

std::span<AVStream* const> streams_of(const AVFormatContext& format) {
  return {format.streams, format.nb_streams};
}

bool is_audio(const AVStream& stream) { return stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO; }

Error encrypted() { return {Reason::format, "its audio is encrypted"}; }

double in_seconds(std::int64_t time, AVRational base) {
  return time == AV_NOPTS_VALUE ? -1.0 : static_cast<double>(time) * base.num / base.den;
}

}  // namespace

void FfmpegCloser::operator()(AVIOContext* io) const noexcept {
  ffmpeg().av_freep(&io->buffer);
  ffmpeg().avio_context_free(&io);
}

void FfmpegCloser::operator()(AVFormatContext* format) const noexcept {
  ffmpeg().avformat_close_input(&format);
}

void FfmpegCloser::operator()(AVCodecContext* codec) const noexcept {
  ffmpeg().avcodec_free_context(&codec);
}

void FfmpegCloser::operator()(AVPacket* packet) const noexcept { ffmpeg().av_packet_free(&packet); }

void FfmpegCloser::operator()(AVFrame* frame) const noexcept { ffmpeg().av_frame_free(&frame); }

FfmpegInput::FfmpegInput(ReadStream& stream, const FfmpegFormat& format, const StreamChoice& choice)
    : stream_(stream), io_(io_context(stream)), packet_(ffmpeg().av_packet_alloc()) {
  take_ffmpeg_error();
  open(format);
  choose(choice);
  check_encryption();
  note_damage(take_ffmpeg_error());
}

void FfmpegInput::open(const FfmpegFormat& format) {
  auto* context = ffmpeg().avformat_alloc_context();
  context->pb = io_.get();
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->io_open = refuse_to_open;
  const auto* const demuxer = ffmpeg().av_find_input_format(format.demuxer);
  if (demuxer == nullptr) {
    ffmpeg().avformat_close_input(&context);
    throw Error(Reason::format, "FFmpeg's libraries on this host do not read it");
  }
  const int opened = ffmpeg().avformat_open_input(&context, "", demuxer, nullptr);
  stream_.rethrow();
  if (opened < 0) throw Error(Reason::format, ffmpeg_error(opened));
  format_.reset(context);
  // Other streams are not decoded to find their properties.
  for (auto* const each : streams_of(*format_)) {
    if (!is_audio(*each) && each->codecpar->codec_type != AVMEDIA_TYPE_UNKNOWN) {
      each->discard = AVDISCARD_ALL;
    }
  }
  const int found = ffmpeg().avformat_find_stream_info(format_.get(), nullptr);
  stream_.rethrow();
  if (found < 0) throw Error(Reason::format, ffmpeg_error(found));
}

void FfmpegInput::choose(const StreamChoice& choice) {
  auto chosen = choose_stream(*format_, choice);
  for (auto* const each : streams_of(*format_)) each->discard = AVDISCARD_ALL;
  audio_ = chosen.stream;
  audio_->discard = AVDISCARD_DEFAULT;
  others_ = std::move(chosen.remark);
}

void FfmpegInput::check_encryption() const {
  const auto has = [](const AVDictionary* texts, const char* key) {
    return ffmpeg().av_dict_get(texts, key, nullptr, 0) != nullptr;
  };
  const auto tag = audio_->codecpar->codec_tag;
  const bool is_protected = tag == MKTAG('e', 'n', 'c', 'a') || tag == MKTAG('d', 'r', 'm', 's') ||
                            tag == MKTAG('a', 'a', 'v', 'd');
  if (is_protected || has(audio_->metadata, "enc_key_id") ||
      has(format_->metadata, "ASF_Protection_Type")) {
    throw encrypted();
  }
}

FfmpegPointer<AVCodecContext> FfmpegInput::open_decoder() const {
  const auto id = audio_->codecpar->codec_id;
  const auto* const decoder = ffmpeg().avcodec_find_decoder(id);
  if (decoder == nullptr) {
    throw Error(Reason::format, "FFmpeg has no decoder for its audio, '" +
                                    std::string(ffmpeg().avcodec_get_name(id)) + "'");
  }
  FfmpegPointer<AVCodecContext> codec(ffmpeg().avcodec_alloc_context3(decoder));
  int result = ffmpeg().avcodec_parameters_to_context(codec.get(), audio_->codecpar);
  codec->pkt_timebase = audio_->time_base;
  codec->flags |= AV_CODEC_FLAG_BITEXACT;
  codec->thread_count = 1;
  if (result >= 0) result = ffmpeg().avcodec_open2(codec.get(), decoder, nullptr);
  if (result < 0) throw Error(Reason::format, ffmpeg_error(result));
  return codec;
}

const AVPacket* FfmpegInput::next_packet() {
  for (int result = read_packet(); result >= 0; result = read_packet()) {
    if (packet_->stream_index != audio_->index) continue;
    if (packet_->pts != AV_NOPTS_VALUE && packet_->pts < earliest_) continue;
    if (ffmpeg().av_packet_get_side_data(packet_.get(), AV_PKT_DATA_ENCRYPTION_INFO, nullptr) !=
        nullptr) {
      throw encrypted();
    }
    if ((packet_->flags & AV_PKT_FLAG_CORRUPT) != 0) note_damage("a packet is incomplete");
    return packet_.get();
  }
  return nullptr;
}

bool FfmpegInput::seek(std::int64_t ticks) {
  const int result =
      ffmpeg().av_seek_frame(format_.get(), audio_->index, ticks, AVSEEK_FLAG_BACKWARD);
  earliest_ = ticks;  // seeking may end at an earlier packet than this
  stream_.rethrow();
  take_ffmpeg_error();
  return result >= 0;
}

/// Returns a negative number at the end.
int FfmpegInput::read_packet() {
  constexpr int max_tries = 1000;
  int result = AVERROR(EAGAIN);
  for (int i = 0; i < max_tries && result == AVERROR(EAGAIN); ++i) {
    ffmpeg().av_packet_unref(packet_.get());
    result = ffmpeg().av_read_frame(format_.get(), packet_.get());
    stream_.rethrow();
  }
  note_damage(result < 0 && result != AVERROR_EOF ? ffmpeg_error(result) : take_ffmpeg_error());
  return result;
}

void FfmpegInput::note_damage(const std::string& why) {
  if (damage_.empty()) damage_ = why;
}

std::string FfmpegInput::warning() const {
  if (damage_.empty()) return others_;
  return others_ + (others_.empty() ? "" : "; ") + "the file is damaged: " + damage_;
}

double FfmpegInput::declared_seconds() const {
  if (format_->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return -1.0;
  const double of_stream = in_seconds(audio_->duration, audio_->time_base);
  if (of_stream > 0.0) return of_stream;
  return format_->nb_streams == 1 ? in_seconds(format_->duration, {1, AV_TIME_BASE}) : -1.0;
}

double FfmpegInput::likely_seconds() const {
  const double of_stream = in_seconds(audio_->duration, audio_->time_base);
  return of_stream > 0.0 ? of_stream : in_seconds(format_->duration, {1, AV_TIME_BASE});
}

}  // namespace mpietl::io
