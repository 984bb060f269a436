#include <algorithm>
#include <utility>

#include "io/audio/codec_sources.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

/// A file, and the audio in it.
struct Input {
  std::string path;
  std::unique_ptr<AudioSource> source;
};

Error named(const std::string& path, const Error& error) {
  return {error.reason(), escape(path) + ": " + error.what(), error.is_transient()};
}

std::vector<Input> open_all(const std::vector<std::string>& paths, const StreamChoice& stream) {
  std::vector<Input> inputs;
  for (const auto& path : paths) {
    try {
      inputs.push_back({path, open_source(path, stream)});
    } catch (const Error& error) {
      throw named(path, error);
    }
  }
  return inputs;
}

/// The channels of several files as one signal.
class JoinedChannels final : public AudioSource {
 public:
  explicit JoinedChannels(std::vector<Input> inputs)
      : inputs_(std::move(inputs)), info_(inputs_.front().source->info()) {
    for (std::size_t i = 1; i < inputs_.size(); ++i) add(inputs_[i]);
    if (!has_one_format_) info_.format = {FileFormat::wav, Subtype::float_32};
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    const auto wanted = interleaved.size() / channels;
    const auto frames = read_one(0, wanted, 0, interleaved);
    auto channel = channels_of(0);
    for (std::size_t i = 1; i < inputs_.size(); ++i) {
      const auto own = read_one(i, wanted, channel, interleaved);
      if (own != frames) throw uneven(own < frames ? i : 0, own < frames ? 0 : i, own, frames);
      channel += channels_of(i);
    }
    position_ += static_cast<std::int64_t>(frames);
    return frames;
  }

  /// Sources of one format seek alike; of others, some may not.
  std::int64_t seek(std::int64_t frame) override {
    if (!has_one_format_ || !info_.is_seek_exact) return -1;
    const auto reached = inputs_.front().source->seek(frame);
    if (reached < 0) return -1;
    for (std::size_t i = 1; i < inputs_.size(); ++i) {
      auto& source = *inputs_[i].source;
      const auto own = source.seek(reached);
      if (own < 0 || own + skip_frames(source, reached - own) != reached) {
        throw Error(Reason::format, escape(inputs_[i].path) + " cannot be read from frame " +
                                        std::to_string(reached));
      }
    }
    return position_ = reached;
  }

  [[nodiscard]] Metadata metadata(const Segment& segment) const override {
    auto found = inputs_.front().source->metadata(segment);
    if (found.empty()) return found;
    auto content = found.content();
    content.channels = info_.signal.channels;
    content.channel_map.clear();
    return metadata_of(std::move(content));
  }

  [[nodiscard]] std::string warning() const override {
    std::string text;
    for (const auto& [path, source] : inputs_) {
      const auto own = source->warning();
      if (!own.empty()) text += (text.empty() ? "" : "; ") + escape(path) + ": " + own;
    }
    return text;
  }

 private:
  void add(const Input& input) {
    const auto& other = input.source->info();
    auto& signal = info_.signal;
    if (other.signal.sample_rate != signal.sample_rate) {
      throw Error(Reason::format, "the sample rates differ: " + escape(inputs_.front().path) +
                                      " has " + std::to_string(signal.sample_rate) + " Hz, " +
                                      escape(input.path) + " " +
                                      std::to_string(other.signal.sample_rate) + " Hz");
    }
    const bool has_other_length = other.signal.frames != signal.frames;
    if (has_other_length && signal.is_exact && other.signal.is_exact) {
      throw Error(Reason::format, "the lengths differ: " + escape(inputs_.front().path) + " has " +
                                      std::to_string(signal.frames) + " frames, " +
                                      escape(input.path) + " " +
                                      std::to_string(other.signal.frames));
    }
    if (has_other_length) signal.frames = -1;
    signal.is_exact = signal.is_exact && other.signal.is_exact;
    signal.channels += other.signal.channels;
    info_.bytes += other.bytes;
    info_.likely_frames = std::max(info_.likely_frames, other.likely_frames);
    info_.ends_as_declared = info_.ends_as_declared && other.ends_as_declared;
    info_.is_seek_exact = info_.is_seek_exact && other.is_seek_exact;
    has_one_format_ = has_one_format_ && other.format == inputs_.front().source->info().format;
  }

  [[nodiscard]] std::size_t channels_of(std::size_t input) const {
    return static_cast<std::size_t>(inputs_[input].source->info().signal.channels);
  }

  /// Reads frames of one file into the places of its channels.
  std::size_t read_one(std::size_t input, std::size_t wanted, std::size_t first_channel,
                       std::span<float> interleaved) {
    const auto own = channels_of(input);
    const auto all = static_cast<std::size_t>(info_.signal.channels);
    samples_.resize(wanted * own);
    const auto frames = inputs_[input].source->read(samples_);
    for (std::size_t frame = 0; frame < frames; ++frame) {
      for (std::size_t channel = 0; channel < own; ++channel) {
        interleaved[frame * all + first_channel + channel] = samples_[frame * own + channel];
      }
    }
    return frames;
  }

  [[nodiscard]] Error uneven(std::size_t shorter, std::size_t longer, std::size_t some,
                             std::size_t others) const {
    const auto end = position_ + static_cast<std::int64_t>(std::min(some, others));
    return {Reason::format, "the lengths differ: " + escape(inputs_[shorter].path) +
                                " ends at frame " + std::to_string(end) + ", " +
                                escape(inputs_[longer].path) + " is longer"};
  }

  std::vector<Input> inputs_;
  SourceInfo info_;
  bool has_one_format_ = true;
  std::int64_t position_ = 0;
  std::vector<float> samples_;
};

}  // namespace

std::unique_ptr<AudioSource> open_channels(const std::vector<std::string>& paths,
                                           const StreamChoice& stream) {
  return std::make_unique<JoinedChannels>(open_all(paths, stream));
}

}  // namespace mpietl::io
