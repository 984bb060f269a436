#include <algorithm>
#include <cstring>

#include "io/audio/decoder.hpp"
#include "io/audio/sndfile_bridge.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

/// Whether a byte may stand for any number of samples.
bool compresses_without_bound(int code) {
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_ALAC_16:
    case SF_FORMAT_ALAC_20:
    case SF_FORMAT_ALAC_24:
    case SF_FORMAT_ALAC_32:
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
      return true;
    default:
      return (code & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
  }
}

/// Refuses fewer frames than none, and more than a file of `file_bytes` can hold: from a damaged
/// size libsndfile may have computed hours of GSM 6.10 or ADPCM, for which it then makes silence
/// up. Where compression has no bound, the end of the file is the end.
void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes) {
  // The densest of them, DWVW, has at least one bit for a sample; the last byte may be shared.
  constexpr std::int64_t most_samples_of_byte = 8;
  const std::int64_t frames = told_frames(info);
  const bool is_too_many = frames / most_samples_of_byte > file_bytes / info.channels + 1 &&
                           !compresses_without_bound(info.format);
  if (frames == -1 && info.frames != -1) return;  // the header tells no length
  if (frames >= 0 && !is_too_many) return;
  throw Error(Reason::format, "the header promises " + std::to_string(info.frames) +
                                  " frames, which a file of " + std::to_string(file_bytes) +
                                  " bytes cannot hold");
}

class SndfileDecoder final : public Decoder {
 public:
  explicit SndfileDecoder(ReadStream& stream)
      : stream_(stream), handle_(open_sndfile(stream, SFM_READ, info_)) {
    refuse_impossible_frames(info_, stream.size());
  }

  [[nodiscard]] AudioFormat format() const override {
    return {info_.channels, info_.samplerate, info_.format};
  }
  [[nodiscard]] std::int64_t declared_frames() const override { return told_frames(info_); }
  [[nodiscard]] bool ends_as_declared() const override { return true; }

  std::size_t read(std::span<float> interleaved) override {
    const sf_count_t frames = frames_to_ask(interleaved.size());
    if (frames == 0) return 0;
    const sf_count_t got = is_16_bit() ? read_16_bit(interleaved, frames)
                                       : sf_readf_float(handle_.get(), interleaved.data(), frames);
    stream_.rethrow();
    position_ += got;
    return static_cast<std::size_t>(got);
  }

  bool seek(std::int64_t frame) override {
    // Codecs that carry something from frame to frame may give other samples after a seek.
    if (info_.seekable == 0 || plain_bytes(format(), 1) == 0) return false;
    const bool has_moved = sf_seek(handle_.get(), frame, SEEK_SET) == frame;
    stream_.rethrow();
    if (has_moved) position_ = frame;
    return has_moved;
  }

  [[nodiscard]] Metadata metadata(const Segment& segment) const override {
    return take_metadata(handle_.get(), stream_, format(), segment);
  }

 private:
  [[nodiscard]] bool is_16_bit() const {
    return (info_.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
  }

  /// As many as fit into `samples`, and no more than there are: libsndfile would fill up what it
  /// cannot read with zeros, which for a small file takes longer than to read it.
  [[nodiscard]] sf_count_t frames_to_ask(std::size_t samples) const {
    const sf_count_t room = static_cast<sf_count_t>(samples) / info_.channels;
    const auto declared = declared_frames();
    return declared < 0 ? room : std::clamp<sf_count_t>(declared - position_, 0, room);
  }

  /// The same samples as from sf_readf_float(), which takes small steps and converts one by one.
  sf_count_t read_16_bit(std::span<float> interleaved, sf_count_t frames) const {
    auto* const integers = reinterpret_cast<short*>(interleaved.data());
    const auto wanted = static_cast<std::size_t>(frames * info_.channels);
    const sf_count_t got = sf_readf_short(handle_.get(), integers + wanted, frames);
    const auto samples = static_cast<std::size_t>(got * info_.channels);
    if (samples < wanted) {
      std::memmove(integers + samples, integers + wanted, samples * sizeof(short));
    }
    audio::dequantise(interleaved.first(samples));
    return got;
  }

  ReadStream& stream_;
  SF_INFO info_{};
  SndfileHandle handle_;
  std::int64_t position_ = 0;
};

}  // namespace

std::unique_ptr<Decoder> sndfile_decoder(ReadStream& stream) {
  return std::make_unique<SndfileDecoder>(stream);
}

}  // namespace mpietl::io
