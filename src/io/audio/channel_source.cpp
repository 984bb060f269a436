#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

namespace {

/// One channel of another source.
class ChannelSource final : public AudioSource {
 public:
  ChannelSource(std::unique_ptr<AudioSource> all, int channel)
      : all_(std::move(all)), channel_(static_cast<std::size_t>(channel)), info_(all_->info()) {
    info_.signal.channels = 1;
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(all_->info().signal.channels);
    samples_.resize(interleaved.size() * channels);
    const auto frames = all_->read(samples_);
    for (std::size_t i = 0; i < frames; ++i) interleaved[i] = samples_[i * channels + channel_];
    return frames;
  }

  std::int64_t seek(std::int64_t frame) override { return all_->seek(frame); }

  [[nodiscard]] Metadata metadata(const Segment& part) const override {
    return all_->metadata(part);
  }

  [[nodiscard]] std::string warning() const override { return all_->warning(); }

 private:
  std::unique_ptr<AudioSource> all_;
  std::size_t channel_;
  SourceInfo info_;
  std::vector<float> samples_;
};

}  // namespace

std::unique_ptr<AudioSource> channel_source(std::unique_ptr<AudioSource> all, int channel) {
  const auto channels = all->info().signal.channels;
  if (channel < channels) return std::make_unique<ChannelSource>(std::move(all), channel);
  throw Error(Reason::format, "there is no channel " + std::to_string(channel) +
                                  ": the input has " + std::to_string(channels) +
                                  (channels == 1 ? " channel" : " channels") +
                                  ", which count from 0");
}

}  // namespace mpietl::io
