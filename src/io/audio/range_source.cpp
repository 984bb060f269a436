#include <algorithm>
#include <utility>

#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

namespace {

/// Some frames of another source, counted from their first.
class RangeSource final : public AudioSource {
 public:
  RangeSource(std::unique_ptr<AudioSource> all, const Segment& range)
      : all_(std::move(all)), range_(range), info_(all_->info()) {
    info_.signal.frames = in_range(info_.signal.frames);
    info_.likely_frames = in_range(info_.likely_frames);
    const auto sought = info_.is_seek_exact ? all_->seek(range_.first) : -1;
    const auto reached = std::max<std::int64_t>(0, sought);
    const auto place = reached + skip_frames(*all_, range_.first - reached);
    if (place < range_.first || info_.signal.frames == 0) {
      throw Error(Reason::format, "the range begins at frame " + std::to_string(range_.first) +
                                      ", but the audio ends before it");
    }
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = info_.signal.channels;
    const auto left = static_cast<std::size_t>((range_.count - position_) * channels);
    const auto wanted = interleaved.first(std::min(interleaved.size(), left));
    const auto frames = all_->read(wanted);
    position_ += static_cast<std::int64_t>(frames);
    is_short_ = is_short_ || frames < wanted.size() / static_cast<std::size_t>(channels);
    return frames;
  }

  std::int64_t seek(std::int64_t frame) override {
    const auto wanted = range_.first + std::min(frame, range_.count);
    const auto reached = info_.is_seek_exact ? all_->seek(wanted) : -1;
    if (reached < 0) return -1;
    const auto before = std::max<std::int64_t>(0, range_.first - reached);
    const auto place = reached + skip_frames(*all_, before);
    return position_ = std::max<std::int64_t>(0, place - range_.first);
  }

  [[nodiscard]] Metadata metadata(const Segment& part) const override {
    const auto rest = std::max<std::int64_t>(0, range_.count - part.first);
    return all_->metadata(
        {range_.first + part.first, part.count < 0 ? rest : std::min(rest, part.count)});
  }

  [[nodiscard]] std::string warning() const override {
    auto text = all_->warning();
    if (!is_short_) return text;
    return text + (text.empty() ? "" : "; ") + "the range has " + std::to_string(range_.count) +
           " frames, but the audio ends after " + std::to_string(position_) + " of them";
  }

 private:
  /// Of `all` frames, those in the range; -1 when it is not known.
  [[nodiscard]] std::int64_t in_range(std::int64_t all) const {
    return all < 0 ? -1 : std::clamp<std::int64_t>(all - range_.first, 0, range_.count);
  }

  std::unique_ptr<AudioSource> all_;
  Segment range_;
  SourceInfo info_;
  std::int64_t position_ = 0;
  bool is_short_ = false;
};

}  // namespace

std::unique_ptr<AudioSource> range_source(std::unique_ptr<AudioSource> all, const Segment& range) {
  return std::make_unique<RangeSource>(std::move(all), range);
}

}  // namespace mpietl::io
