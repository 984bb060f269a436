#include <algorithm>
#include <utility>

#include "io/audio/decoder.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

/// Decodes logical streams one after the other, as far as they have the channels and the rate of
/// the first: libsndfile reads only one.
class OggDecoder final : public Decoder {
 public:
  OggDecoder(ReadStream& stream, std::vector<Piece> links)
      : stream_(stream), links_(std::move(links)) {
    open();
    format_ = decoder_->format();
    first_frames_ = decoder_->declared_frames();
  }

  [[nodiscard]] AudioFormat format() const override { return format_; }
  [[nodiscard]] std::int64_t declared_frames() const override { return -1; }
  [[nodiscard]] bool ends_as_declared() const override { return false; }

  [[nodiscard]] std::int64_t likely_frames() const override {
    const auto all = links_.back().end - links_.front().begin;
    const auto ratio = static_cast<double>(all) / static_cast<double>(links_.front().size());
    return static_cast<std::int64_t>(static_cast<double>(first_frames_) * ratio);
  }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(format_.channels);
    std::size_t frames = 0;
    while (frames * channels < interleaved.size() && left_out_.empty()) {
      const auto got = decoder_->read(interleaved.subspan(frames * channels));
      frames += got;
      if (got == 0 && !open_next()) break;
    }
    return frames;
  }

  [[nodiscard]] Metadata metadata(const Segment& segment) const override {
    return decoder_->metadata(segment);
  }

  [[nodiscard]] std::string left_out() const override { return left_out_; }

 private:
  void open() {
    decoder_.reset();
    stream_.show({links_[link_]});
    decoder_ = sndfile_decoder(stream_);
  }

  bool open_next() {
    if (link_ + 1 >= links_.size()) return false;
    ++link_;
    try {
      open();
      const auto format = decoder_->format();
      if (format.channels == format_.channels && format.sample_rate == format_.sample_rate) {
        return true;
      }
      leave_rest("it has " + channels_at(format.channels, format.sample_rate));
    } catch (const Error& error) {
      if (error.reason() != Reason::format) throw;
      leave_rest(error.what());
    }
    return false;
  }

  void leave_rest(const std::string& why) {
    left_out_ = "stream " + std::to_string(link_ + 1) + " of " + std::to_string(links_.size()) +
                " and what follows it, " + std::to_string(links_.back().end - links_[link_].begin) +
                " bytes, are left out: " + why;
  }

  ReadStream& stream_;
  std::vector<Piece> links_;
  std::size_t link_ = 0;
  std::unique_ptr<Decoder> decoder_;
  AudioFormat format_;
  std::int64_t first_frames_ = -1;
  std::string left_out_;
};

}  // namespace

std::unique_ptr<Decoder> ogg_decoder(ReadStream& stream, std::vector<Piece> links) {
  if (links.size() > 1) return std::make_unique<OggDecoder>(stream, std::move(links));
  stream.show(std::move(links));
  return sndfile_decoder(stream);
}

}  // namespace mpietl::io
