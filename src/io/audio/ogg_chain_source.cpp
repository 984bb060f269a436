#include <algorithm>
#include <utility>

#include "io/audio/codec_sources.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

/// Decodes logical streams in sequence, as long as they have the channels and the rate of the
/// first: libsndfile reads only one.
class OggChainSource final : public AudioSource {
 public:
  OggChainSource(ReadStream& stream, std::vector<Piece> links)
      : stream_(stream), links_(std::move(links)) {
    open();
    info_ = link_source_->info();
    const auto all = static_cast<double>(links_.back().end - links_.front().begin);
    const double ratio = all / static_cast<double>(links_.front().size());
    info_.likely_frames =
        static_cast<std::int64_t>(static_cast<double>(info_.signal.frames) * ratio);
    info_.signal.frames = -1;
    info_.ends_as_declared = info_.signal.is_exact = false;
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    std::size_t frames = 0;
    while (frames * channels < interleaved.size() && left_out_.empty()) {
      const auto got = link_source_->read(interleaved.subspan(frames * channels));
      frames += got;
      if (got == 0 && !open_next()) break;
    }
    return frames;
  }

  [[nodiscard]] Metadata metadata(const Segment& segment) const override {
    return link_source_->metadata(segment);
  }

  [[nodiscard]] std::string warning() const override { return left_out_; }

 private:
  void open() {
    link_source_.reset();
    stream_.show({links_[link_]});
    link_source_ = sndfile_source(stream_);
  }

  bool open_next() {
    if (link_ + 1 >= links_.size()) return false;
    ++link_;
    try {
      open();
      const auto& next = link_source_->info().signal;
      if (next.channels == info_.signal.channels && next.sample_rate == info_.signal.sample_rate) {
        return true;
      }
      leave_rest("it has " + channels_at(next.channels, next.sample_rate));
    } catch (const Error& error) {
      if (error.reason() != Reason::format) throw;
      leave_rest(error.what());
    }
    return false;
  }

  void leave_rest(const std::string& why) {
    left_out_ = "stream " + std::to_string(link_ + 1) + " of " + std::to_string(links_.size()) +
                " and all after it, " + std::to_string(links_.back().end - links_[link_].begin) +
                " bytes, are left out: " + why;
  }

  ReadStream& stream_;
  std::vector<Piece> links_;
  std::size_t link_ = 0;
  std::unique_ptr<AudioSource> link_source_;
  SourceInfo info_;
  std::string left_out_;
};

}  // namespace

std::unique_ptr<AudioSource> ogg_chain_source(ReadStream& stream, std::vector<Piece> links) {
  if (links.size() > 1) return std::make_unique<OggChainSource>(stream, std::move(links));
  stream.show(std::move(links));
  return sndfile_source(stream);
}

}  // namespace mpietl::io
