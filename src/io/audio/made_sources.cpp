#include <algorithm>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

/// What is known about a signal whose samples are generated, not decoded.
SourceInfo exact_info(const audio::Signal& signal, const StorageFormat& format) {
  return {.signal = signal,
          .format = format,
          .bytes = plain_bytes(format, signal),
          .likely_frames = signal.frames,
          .ends_as_declared = true};
}

class ToneSource final : public AudioSource {
 public:
  ToneSource(const audio::Tone& tone, const SourceInfo& info) : tone_(tone), info_(info) {}

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    const auto left = static_cast<std::size_t>(tone_.frames - position_);
    const std::size_t frames = std::min(left, interleaved.size() / channels);
    audio::fill_tone(tone_, position_, info_.signal.channels, interleaved.first(frames * channels));
    position_ += static_cast<std::int64_t>(frames);
    return frames;
  }

  std::int64_t seek(std::int64_t frame) override {
    return position_ = std::min(frame, tone_.frames);
  }

 private:
  audio::Tone tone_;
  SourceInfo info_;
  std::int64_t position_ = 0;
};

class MemorySource final : public AudioSource {
 public:
  MemorySource(std::vector<float> samples, const SourceInfo& info)
      : samples_(std::move(samples)), info_(info) {}

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto rest = std::span(samples_).subspan(position_);
    const auto now = rest.first(std::min(rest.size(), interleaved.size()));
    std::ranges::copy(now, interleaved.begin());
    position_ += now.size();
    return now.size() / static_cast<std::size_t>(info_.signal.channels);
  }

  std::int64_t seek(std::int64_t frame) override {
    frame = std::min(frame, info_.signal.frames);
    position_ = static_cast<std::size_t>(frame * info_.signal.channels);
    return frame;
  }

 private:
  std::vector<float> samples_;
  SourceInfo info_;
  std::size_t position_ = 0;  // in samples
};

}  // namespace

std::unique_ptr<AudioSource> tone_source(const audio::Tone& tone, int channels, int sample_rate,
                                         const StorageFormat& format) {
  return std::make_unique<ToneSource>(tone,
                                      exact_info({channels, sample_rate, tone.frames}, format));
}

std::unique_ptr<AudioSource> memory_source(std::vector<float> samples, int channels,
                                           int sample_rate) {
  const auto frames = static_cast<std::int64_t>(samples.size()) / channels;
  const audio::Signal signal{channels, sample_rate, frames};
  const StorageFormat format{FileFormat::wav, Subtype::float_32};
  return std::make_unique<MemorySource>(std::move(samples), exact_info(signal, format));
}

}  // namespace mpietl::io
