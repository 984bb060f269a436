#include "mpietl/io/audio/recording.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

// Seeking in compressed audio takes as long as decoding this many seconds; in some formats longer.
constexpr std::int64_t seek_seconds = 10;

constexpr std::size_t max_kept_samples = std::size_t{4} << 20U;

std::int64_t frame_at(double seconds, int sample_rate) {
  const double frame = std::nearbyint(seconds * sample_rate);
  constexpr double max_frame = 9e15;  // all integers up to this are exact as double
  if (!(frame >= 0 && frame <= max_frame)) {
    throw Error(Reason::format, "a segment has an impossible time: " + format_real(seconds) + " s");
  }
  return static_cast<std::int64_t>(frame);
}

/// Rounds the end, not the length, so that adjacent segments neither share nor miss a frame.
Segment segment_at(double offset_seconds, double duration_seconds, int sample_rate) {
  Segment segment{frame_at(offset_seconds, sample_rate)};
  if (duration_seconds >= 0) {
    segment.count = frame_at(offset_seconds + duration_seconds, sample_rate) - segment.first;
  }
  return segment;
}

Error behind_end(std::int64_t first, std::int64_t end, int sample_rate) {
  const auto seconds = [&](std::int64_t frames) {
    const double exact = static_cast<double>(frames) / sample_rate;
    return format_real(std::round(1e3 * exact) / 1e3);
  };
  return {Reason::format, "the segment begins at " + seconds(first) + " s, but the file ends at " +
                              seconds(end) + " s"};
}

}  // namespace

/// Reads a segment from the current position of the recording.
class Recording::Part final : public AudioSource {
 public:
  Part(Recording& recording, const Segment& segment)
      : recording_(recording), segment_(segment), info_(recording.whole_->info()) {
    info_.signal.frames = in_part(info_.signal.frames);
    info_.likely_frames = in_part(info_.likely_frames);
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    if (segment_.count >= 0) {
      const auto left = (segment_.count - frames_read_) * info_.signal.channels;
      interleaved = interleaved.first(std::min(interleaved.size(), static_cast<std::size_t>(left)));
    }
    const auto frames = recording_.read(segment_.first + frames_read_, interleaved);
    frames_read_ += static_cast<std::int64_t>(frames);
    return frames;
  }

  [[nodiscard]] Metadata metadata(const Segment& part) const override {
    const auto count = part.count < 0 ? segment_.count : part.count;
    return recording_.whole_->metadata({segment_.first + part.first, count});
  }

  [[nodiscard]] std::string warning() const override { return recording_.whole_->warning(); }

 private:
  /// How many of the recording's `all` frames are in the segment; -1 when unknown.
  [[nodiscard]] std::int64_t in_part(std::int64_t all) const {
    if (all < 0) return -1;
    const auto rest = std::max<std::int64_t>(0, all - segment_.first);
    return segment_.count < 0 ? rest : std::min(rest, segment_.count);
  }

  Recording& recording_;
  Segment segment_;
  SourceInfo info_;
  std::int64_t frames_read_ = 0;
};

Recording::Recording(Open open) : open_(std::move(open)) {
  reopen();
  restarts_ = !whole_->info().is_seek_exact;
}

void Recording::reopen() {
  whole_.reset();  // first: only one file is open at a time
  is_broken_ = true;
  whole_ = open_();
  is_broken_ = false;
  warning_ = whole_->warning();
  position_ = started_at_ = 0;
  kept_.clear();
}

/// Whether there was no new warning: a warning belongs to the segment that caused it.
bool Recording::is_as_opened() const { return !is_broken_ && whole_->warning() == warning_; }

std::unique_ptr<AudioSource> Recording::part(double offset_seconds, double duration_seconds) {
  if (!is_as_opened()) reopen();
  const auto segment =
      segment_at(offset_seconds, duration_seconds, whole_->info().signal.sample_rate);
  const bool was_used = position_ > 0;
  move_to(segment.first);
  if (was_used && !is_as_opened()) {
    reopen();
    move_to(segment.first);
  }
  is_keeping_ = has_overlaps_;
  return std::make_unique<Part>(*this, segment);
}

std::int64_t Recording::frames_in(std::size_t samples) const {
  return static_cast<std::int64_t>(samples) / whole_->info().signal.channels;
}

/// The last restart at or before `frame`; there is none at the end.
std::int64_t Recording::restart_before(std::int64_t frame) const {
  const auto& signal = whole_->info().signal;
  const auto distance = restart_seconds * signal.sample_rate;
  const auto last = signal.frames > 0 ? std::min(frame, signal.frames - 1) : frame;
  return last / distance * distance;
}

bool Recording::can_read_on_to(std::int64_t frame) const {
  if (frame < position_) return false;
  if (restarts_) return restart_before(frame) <= position_;
  const auto& signal = whole_->info().signal;
  return frame - position_ <= (signal.is_exact ? 0 : seek_seconds * signal.sample_rate);
}

void Recording::move_to(std::int64_t frame) {
  const auto& info = whole_->info();
  const auto declared = info.signal.frames;
  if (info.ends_as_declared && declared >= 0 && frame >= std::max<std::int64_t>(1, declared)) {
    throw behind_end(frame, declared, info.signal.sample_rate);
  }
  if (frame <= position_ && position_ - kept_frames() <= frame) {
    const auto left = static_cast<std::size_t>((position_ - frame) * info.signal.channels);
    kept_.erase(kept_.begin(), kept_.end() - static_cast<std::ptrdiff_t>(left));
    return;
  }
  kept_.clear();
  has_overlaps_ = has_overlaps_ || frame < position_;
  is_broken_ = true;  // until the calls below have succeeded
  if (!can_read_on_to(frame)) jump_to(restarts_ ? restart_before(frame) : frame);
  position_ += skip_frames(*whole_, frame - position_);
  is_broken_ = false;
  if (position_ < frame) throw behind_end(frame, position_, info.signal.sample_rate);
}

/// Moves to `frame`, or to an earlier frame if the source cannot seek exactly.
void Recording::jump_to(std::int64_t frame) {
  const bool seeks = whole_->info().is_seek_exact || (restarts_ && frame > 0);
  if (const auto reached = seeks ? whole_->seek(frame) : -1; reached >= 0) {
    position_ = started_at_ = reached;
    return;
  }
  if (seeks) restarts_ = false;
  if (position_ > frame) reopen();
}

std::size_t Recording::read(std::int64_t frame, std::span<float> interleaved) {
  const auto channels = whole_->info().signal.channels;
  const auto kept = static_cast<std::size_t>((position_ - frame) * channels);
  const auto recalled = std::span(kept_).last(kept).first(std::min(kept, interleaved.size()));
  std::ranges::copy(recalled, interleaved.begin());
  const auto rest = interleaved.subspan(recalled.size());
  const auto frames = rest.empty() ? 0 : read_on(rest);
  return static_cast<std::size_t>(frames_in(recalled.size())) + frames;
}

std::size_t Recording::read_on(std::span<float> interleaved) {
  const auto channels = static_cast<std::size_t>(whole_->info().signal.channels);
  const auto wanted = interleaved.size() / channels;
  std::size_t done = 0;
  while (done < wanted) {
    const auto now = read_to_restart(interleaved.subspan(done * channels));
    if (now == 0) break;
    done += now;
  }
  if (is_keeping_) keep(interleaved.first(done * channels));
  return done;
}

/// Reads up to the next restart.
std::size_t Recording::read_to_restart(std::span<float> interleaved) {
  const auto& signal = whole_->info().signal;
  is_broken_ = true;  // until the calls below have succeeded
  if (restarts_ && position_ > started_at_ && restart_before(position_) == position_) {
    const auto place = position_;
    jump_to(place);
    if (position_ < place) return 0;
  }
  if (restarts_) {
    const auto distance = restart_seconds * signal.sample_rate;
    const auto left = static_cast<std::size_t>((distance - position_ % distance) * signal.channels);
    interleaved = interleaved.first(std::min(left, interleaved.size()));
  }
  const auto frames = whole_->read(interleaved);
  position_ += static_cast<std::int64_t>(frames);
  is_broken_ = false;
  return frames;
}

/// Keeps samples for the next segment, in case it overlaps with this one.
void Recording::keep(std::span<const float> samples) {
  is_keeping_ = kept_.size() + samples.size() <= max_kept_samples;
  if (is_keeping_) {
    kept_.insert(kept_.end(), samples.begin(), samples.end());
  } else {
    kept_.clear();
  }
}

}  // namespace mpietl::io
