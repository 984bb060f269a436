#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "io/audio/codec_sources.hpp"
#include "io/audio/decoders.hpp"
#include "io/audio/ffmpeg/decoder.hpp"
#include "io/audio/ffmpeg/frame_samples.hpp"
#include "io/audio/ffmpeg/stored_as.hpp"
#include "io/audio/ffmpeg/times.hpp"
#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

// Containers round time stamps and lengths, and some include the samples that the encoder added.
constexpr double rounding_seconds = 0.1;

std::string in_seconds(double seconds) {
  constexpr double ms = 1e3;
  return format_real(std::round(seconds * ms) / ms) + " s";
}

/// Decodes one stream into the samples of `ffmpeg -i FILE -f f32le`: encoder delay and padding that
/// the container declares are removed; gaps in time stamps are not filled.
class FfmpegSource final : public AudioSource {
 public:
  FfmpegSource(ReadStream& stream, const FfmpegFormat& format, StreamChoice choice)
      : stream_(stream), format_(format), choice_(std::move(choice)) {
    // A container may be wrong about its audio: rate and channels are those of the decoded frames.
    open();
    const auto& codec = decoder_->codec();
    info_.signal.channels =
        decoded_ != nullptr ? decoded_->ch_layout.nb_channels : codec.ch_layout.nb_channels;
    info_.signal.sample_rate = decoded_ != nullptr ? decoded_->sample_rate : codec.sample_rate;
    if (decoded_ == nullptr && decoder_->failures() > 0) {
      throw Error(Reason::format, "none of its audio can be decoded: " + decoder_->failure());
    }
    if (info_.signal.channels < 1 || info_.signal.sample_rate < 1) {
      throw Error(Reason::format, "it does not declare its channels or its sample rate");
    }
    info_.signal.frames = -1;
    info_.signal.is_exact = false;
    info_.format = {format.file, subtype_of(codec)};
    info_.bytes = stream.size();
    info_.likely_frames = decoded_ == nullptr ? 0 : frames_in(input_->likely_seconds());
    info_.decoder = ffmpeg_decoder();
    info_.is_seek_exact = !times().are_exact();
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    const auto wanted = interleaved.size() / channels;
    std::size_t done = 0;
    while (done < wanted && has_decoded()) {
      const auto left = static_cast<std::size_t>(decoded_->nb_samples) - taken_;
      const auto now = std::min(wanted - done, left);
      copy_samples(*decoded_, taken_, interleaved.subspan(done * channels, now * channels));
      taken_ += now;
      done += now;
    }
    position_ += static_cast<std::int64_t>(done);
    return done;
  }

  std::int64_t seek(std::int64_t frame) override {
    if (!times().are_exact()) return -1;
    const auto first = frame - run_up_seconds * info_.signal.sample_rate;
    if (first > 0 && go_to(first) && position_ <= frame) {
      const auto left = frame - position_;
      if (skip_frames(*this, left) == left) return frame;
    }
    stream_.seek(0);
    open();
    return skip_frames(*this, frame);
  }

  [[nodiscard]] Metadata metadata(const Segment& /*segment*/) const override {
    auto content = metadata_in(input_->container());
    content.channels = info_.signal.channels;
    return metadata_of(std::move(content));
  }

  [[nodiscard]] std::string warning() const override {
    std::string text = input_->warning();
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
    if (const auto count = decoder_->failures(); count > 0) {
      add(std::to_string(count) + (count == 1 ? " packet is" : " packets are") +
          " damaged: " + decoder_->failure());
    }
    if (gaps_ > 0) {
      add((gaps_ == 1 ? "a gap" : std::to_string(gaps_) + " gaps") + " in the time stamps, " +
          in_seconds(gap_seconds_) + ", " + (gaps_ == 1 ? "is" : "are") +
          " not filled with silence");
    }
    if (!left_out_.empty()) {
      add(left_out_);
    } else if (is_at_end_ && is_short()) {
      add("the file declares " + in_seconds(input_->declared_seconds()) + ", but only " +
          in_seconds(seconds_read()) + " could be read");
    }
    return text;
  }

 private:
  /// Opens the input and decodes from its start.
  void open() {
    decoder_.reset();
    input_.emplace(stream_, format_, choice_);
    decoder_.emplace(*input_);
    decoded_ = decoder_->next();
    is_at_end_ = decoded_ == nullptr;
    taken_ = 0;
    position_ = 0;
    if (decoded_ != nullptr) first_ = {decoded_->pts, decoded_->nb_samples};
    gaps_ = 0;
    gap_seconds_ = 0.0;
    next_seconds_.reset();
    note_gap();
  }

  [[nodiscard]] FfmpegTimes times() const { return {first_, input_->audio(), decoder_->codec()}; }

  /// Moves to the first packet at or after `frame`; position_ is its place afterwards.
  bool go_to(std::int64_t frame) {
    if (!input_->seek(times().ticks_at(frame))) return false;
    decoder_->restart();
    decoded_ = decoder_->next();
    is_at_end_ = decoded_ == nullptr;
    taken_ = 0;
    next_seconds_.reset();
    note_gap();
    const auto place = decoded_ == nullptr ? std::nullopt : times().frame_at(*decoded_);
    position_ = place.value_or(0);
    return place.has_value();
  }

  /// Whether decoded samples remain; decodes more when there are none.
  bool has_decoded() {
    if (decoded_ != nullptr && taken_ < static_cast<std::size_t>(decoded_->nb_samples)) return true;
    if (is_at_end_) return false;
    decoded_ = decoder_->next();
    taken_ = 0;
    if (decoded_ != nullptr) end_at_other_signal();
    note_gap();
    is_at_end_ = decoded_ == nullptr;
    return !is_at_end_;
  }

  void end_at_other_signal() {
    const int channels = decoded_->ch_layout.nb_channels;
    const int rate = decoded_->sample_rate;
    if (channels == info_.signal.channels && rate == info_.signal.sample_rate) return;
    left_out_ = "audio after " + in_seconds(seconds_read()) + " is left out: it has " +
                channels_at(channels, rate);
    decoded_ = nullptr;
  }

  /// Counts a gap before what was decoded last, by its time stamp.
  void note_gap() {
    if (decoded_ == nullptr) return;
    const auto [numerator, denominator] = input_->audio().time_base;
    if (decoded_->pts != AV_NOPTS_VALUE && denominator > 0) {
      const double begin = static_cast<double>(decoded_->pts) * numerator / denominator;
      const double gap = begin - next_seconds_.value_or(begin);
      if (gap > rounding_seconds) {
        ++gaps_;
        gap_seconds_ += gap;
      }
      next_seconds_ = begin;
    }
    const double seconds = static_cast<double>(decoded_->nb_samples) / decoded_->sample_rate;
    if (next_seconds_) *next_seconds_ += seconds;
  }

  [[nodiscard]] double seconds_read() const {
    return static_cast<double>(position_) / info_.signal.sample_rate;
  }

  [[nodiscard]] bool is_short() const {
    return seconds_read() + gap_seconds_ + rounding_seconds < input_->declared_seconds();
  }

  [[nodiscard]] std::int64_t frames_in(double seconds) const {
    constexpr double max_frames = 9e15;  // all integers up to this are exact as double
    const double frames = std::nearbyint(seconds * info_.signal.sample_rate);
    return frames >= 0.0 && frames < max_frames ? static_cast<std::int64_t>(frames) : -1;
  }

  ReadStream& stream_;
  FfmpegFormat format_;
  StreamChoice choice_;
  std::optional<FfmpegInput> input_;
  std::optional<FfmpegDecoder> decoder_;  // of the input
  FfmpegTimes::First first_;
  SourceInfo info_;
  const AVFrame* decoded_ = nullptr;  // nullptr: end of the input
  std::size_t taken_ = 0;             // frames of `decoded_`
  std::int64_t position_ = 0;
  bool is_at_end_ = false;
  std::int64_t gaps_ = 0;
  double gap_seconds_ = 0.0;
  std::optional<double> next_seconds_;  // the time that follows what was decoded; none: not known
  std::string left_out_;
};

}  // namespace

std::unique_ptr<AudioSource> ffmpeg_source(ReadStream& stream, const FfmpegFormat& format,
                                           const StreamChoice& choice) {
  return std::make_unique<FfmpegSource>(stream, format, choice);
}

}  // namespace mpietl::io
