#include <algorithm>
#include <cmath>

#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

namespace {

std::int64_t frame_at(double seconds, int sample_rate) {
  const double frame = std::nearbyint(seconds * sample_rate);
  constexpr double max_frame = 9e15;  // up to there, each whole number is a double
  if (!(frame >= 0 && frame <= max_frame)) {
    throw Error(Reason::format, "a segment cannot be at " + format_real(seconds) + " s");
  }
  return static_cast<std::int64_t>(frame);
}

class PartSource final : public AudioSource {
 public:
  PartSource(std::unique_ptr<AudioSource> whole, const Segment& segment)
      : whole_(std::move(whole)), segment_(segment), info_(whole_->info()) {
    if (segment.first > 0) skip_to(segment.first);
    info_.signal.frames = in_part(info_.signal.frames);
    info_.likely_frames = in_part(info_.likely_frames);
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    if (segment_.count >= 0) {
      const auto left = (segment_.count - frames_read_) * info_.signal.channels;
      interleaved = interleaved.first(std::min(interleaved.size(), static_cast<std::size_t>(left)));
    }
    const std::size_t frames = whole_->read(interleaved);
    frames_read_ += static_cast<std::int64_t>(frames);
    return frames;
  }

  [[nodiscard]] Metadata metadata(const Segment& part) const override {
    const auto count = part.count < 0 ? segment_.count : part.count;
    return whole_->metadata({segment_.first + part.first, count});
  }

  [[nodiscard]] std::string warning() const override { return whole_->warning(); }

 private:
  /// Of `all` frames of the whole, those in the part; -1 when it is not known.
  [[nodiscard]] std::int64_t in_part(std::int64_t all) const {
    if (all < 0) return -1;
    const auto rest = std::max<std::int64_t>(0, all - segment_.first);
    return segment_.count < 0 ? rest : std::min(rest, segment_.count);
  }

  void skip_to(std::int64_t frame) {
    const auto declared = info_.signal.frames;
    if (info_.ends_as_declared && declared >= 0 && frame >= declared) throw behind_end(declared);
    if (whole_->seek(frame)) return;
    if (const auto skipped = skip_frames(*whole_, frame); skipped < frame) {
      throw behind_end(skipped);
    }
  }

  [[nodiscard]] Error behind_end(std::int64_t end) const {
    const auto seconds = [&](std::int64_t frames) {
      const double exact = static_cast<double>(frames) / info_.signal.sample_rate;
      return format_real(std::round(1e3 * exact) / 1e3);
    };
    return {Reason::format, "the segment begins at " + seconds(segment_.first) +
                                " s, but the file ends at " + seconds(end) + " s"};
  }

  std::unique_ptr<AudioSource> whole_;
  Segment segment_;
  SourceInfo info_;
  std::int64_t frames_read_ = 0;
};

}  // namespace

std::unique_ptr<AudioSource> part_of(std::unique_ptr<AudioSource> source, double offset_seconds,
                                     double duration_seconds) {
  const int rate = source->info().signal.sample_rate;
  Segment segment{frame_at(offset_seconds, rate)};
  // Rounded by its end, so that segments that follow each other share no frame and miss none.
  if (duration_seconds >= 0) {
    segment.count = frame_at(offset_seconds + duration_seconds, rate) - segment.first;
  }
  return std::make_unique<PartSource>(std::move(source), segment);
}

}  // namespace mpietl::io
