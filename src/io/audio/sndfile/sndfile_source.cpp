#include <algorithm>
#include <cstring>

#include "io/audio/codec_sources.hpp"
#include "io/audio/decoders.hpp"
#include "io/audio/skip_frames.hpp"
#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/audio/sndfile/sndfile_metadata.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

/// Whether a byte may encode any number of samples.
bool compresses_without_bound(const StorageFormat& format) {
  switch (format.subtype) {
    case Subtype::alac_16:
    case Subtype::alac_20:
    case Subtype::alac_24:
    case Subtype::alac_32:
    case Subtype::vorbis:
    case Subtype::opus:
    case Subtype::mpeg_layer_i:
    case Subtype::mpeg_layer_ii:
    case Subtype::mpeg_layer_iii:
      return true;
    default:
      return format.file == FileFormat::flac;
  }
}

/// Refuses a negative number of frames, and more than `file_bytes` can contain: from a damaged
/// size, libsndfile may have computed hours of GSM 6.10 or ADPCM, which it then fills with silence.
/// Where compression has no bound, only the end of the file counts.
void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes) {
  // The densest of these, DWVW, has at least one bit per sample; the last byte may be shared.
  constexpr std::int64_t max_samples_of_byte = 8;
  const std::int64_t frames = declared_frames(info);
  const bool is_too_many = frames / max_samples_of_byte > file_bytes / info.channels + 1 &&
                           !compresses_without_bound(storage_format(info.format));
  if (frames == -1 && info.frames != -1) return;  // the header declares no length
  if (frames >= 0 && !is_too_many) return;
  throw Error(Reason::format, "the header declares " + std::to_string(info.frames) +
                                  " frames, which a file of " + std::to_string(file_bytes) +
                                  " bytes cannot hold");
}

class SndfileSource final : public AudioSource {
 public:
  explicit SndfileSource(ReadStream& stream)
      : stream_(stream), handle_(open_sndfile(stream, SFM_READ, sf_info_)) {
    refuse_impossible_frames(sf_info_, stream.size());
    const auto frames = declared_frames(sf_info_);
    info_ = {.signal = {sf_info_.channels, sf_info_.samplerate, frames},
             .format = storage_format(sf_info_.format),
             .bytes = stream.size(),
             .likely_frames = frames,
             .ends_as_declared = true};
    info_.signal.is_exact = plain_bytes(info_.format, {.channels = 1, .frames = 1}) > 0;
    info_.decoder = sndfile_decoder(info_.format);
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const sf_count_t frames = frames_to_ask(interleaved.size());
    if (frames == 0) return 0;
    const sf_count_t got = info_.format.subtype == Subtype::pcm_16
                               ? read_16_bit(interleaved, frames)
                               : sf_readf_float(handle_.get(), interleaved.data(), frames);
    stream_.rethrow();
    position_ += got;
    return static_cast<std::size_t>(got);
  }

  std::int64_t seek(std::int64_t frame) override {
    if (sf_info_.seekable == 0) return -1;
    const auto run_up = info_.signal.is_exact ? 0 : run_up_seconds * info_.signal.sample_rate;
    const auto first = std::max<std::int64_t>(0, frame - run_up);
    if (go_to(first) && skip_frames(*this, frame - first) == frame - first) return frame;
    go_to(0);
    return skip_frames(*this, frame);
  }

  [[nodiscard]] Metadata metadata(const Segment& segment) const override {
    return read_metadata(handle_.get(), stream_, info_, segment);
  }

 private:
  /// Returns whether the seek succeeded.
  bool go_to(std::int64_t frame) {
    const bool has_moved = sf_seek(handle_.get(), frame, SEEK_SET) == frame;
    stream_.rethrow();
    position_ = frame;
    return has_moved;
  }

  /// Asks only for frames that exist: libsndfile would fill the rest of the buffer with zeros,
  /// which takes longer than reading a small file.
  [[nodiscard]] sf_count_t frames_to_ask(std::size_t samples) const {
    const sf_count_t room = static_cast<sf_count_t>(samples) / sf_info_.channels;
    const auto declared = info_.signal.frames;
    return declared < 0 ? room : std::clamp<sf_count_t>(declared - position_, 0, room);
  }

  /// Faster than sf_readf_float() with equal samples: that function converts one sample at a time.
  sf_count_t read_16_bit(std::span<float> interleaved, sf_count_t frames) const {
    auto* const integers = reinterpret_cast<short*>(interleaved.data());
    const auto wanted = static_cast<std::size_t>(frames * sf_info_.channels);
    const sf_count_t got = sf_readf_short(handle_.get(), integers + wanted, frames);
    const auto samples = static_cast<std::size_t>(got * sf_info_.channels);
    if (samples < wanted) {
      std::memmove(integers + samples, integers + wanted, samples * sizeof(short));
    }
    audio::dequantise(interleaved.first(samples));
    return got;
  }

  ReadStream& stream_;
  SF_INFO sf_info_{};
  SndfileHandle handle_;
  SourceInfo info_;
  std::int64_t position_ = 0;
};

}  // namespace

std::unique_ptr<AudioSource> sndfile_source(ReadStream& stream) {
  return std::make_unique<SndfileSource>(stream);
}

}  // namespace mpietl::io
