#include "mpietl/io/audio/lossy_codecs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/files/memory_stream.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/versions.hpp"

namespace mpietl::io {

namespace {

using audio::LossyCodec;
using audio::LossyFormat;

constexpr std::array words{SF_FORMAT_RAW | SF_FORMAT_GSM610, SF_FORMAT_OGG | SF_FORMAT_OPUS,
                           SF_FORMAT_OGG | SF_FORMAT_VORBIS,
                           SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III};

SF_INFO info_of(const LossyFormat& format) {
  SF_INFO info{};
  info.channels = format.channels;
  info.samplerate = format.sample_rate;
  info.format = words.at(static_cast<std::size_t>(format.codec));
  return info;
}

/// The range of bitrates for libsndfile's compression level: the highest at 0, the lowest at 1,
/// linear between them.
struct Bitrates {
  double lowest_kbps;
  double highest_kbps;

  [[nodiscard]] double level(double kbps) const {
    return std::clamp((highest_kbps - kbps) / (highest_kbps - lowest_kbps), 0.0, 1.0);
  }
};

/// Bitrates of MP3, by sample rate: MPEG-1, MPEG-2 and MPEG-2.5.
Bitrates mp3_bitrates(int sample_rate) {
  constexpr int least_of_mpeg1 = 32000;
  constexpr int least_of_mpeg2 = 16000;
  if (sample_rate >= least_of_mpeg1) return {32.0, 320.0};
  return sample_rate >= least_of_mpeg2 ? Bitrates{8.0, 160.0} : Bitrates{8.0, 64.0};
}

double level_of(const LossyFormat& format) {
  constexpr Bitrates of_opus{6.0, 256.0};  // per channel
  constexpr double highest_quality = 10.0;
  if (format.codec == LossyCodec::opus) return of_opus.level(format.bitrate_kbps / format.channels);
  if (format.codec == LossyCodec::mp3) {
    return mp3_bitrates(format.sample_rate).level(format.bitrate_kbps);
  }
  return 1.0 - format.quality / highest_quality;
}

void set_level(SNDFILE* handle, const LossyFormat& format) {
  if (format.codec == LossyCodec::gsm) return;
  if (format.codec == LossyCodec::mp3) {
    int mode = SF_BITRATE_MODE_CONSTANT;
    sf_command(handle, SFC_SET_BITRATE_MODE, &mode, sizeof mode);
  }
  double level = level_of(format);
  if (sf_command(handle, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level) == SF_FALSE) {
    throw Error(Reason::internal,
                std::string("libsndfile accepts no bitrate or quality: ") + sf_strerror(handle));
  }
}

class Decoder final : public audio::LossyDecoder {
 public:
  /// `frames` is the number of frames written.
  Decoder(const LossyFormat& format, const std::shared_ptr<MemoryStream::Bytes>& bytes,
          std::int64_t frames)
      : channels_(format.channels), stream_(bytes) {
    SF_INFO info{};
    if (format.codec == LossyCodec::gsm) info = info_of(format);
    handle_ = open_sndfile(stream_, SFM_READ, info);
    if (info.channels != format.channels || info.samplerate != format.sample_rate) {
      throw Error(Reason::internal, "a codec changed rate or channels of a signal");
    }
    if (format.codec == LossyCodec::mp3 && declared_frames(info) != frames) skip_delay();
  }

  std::size_t read(std::span<float> interleaved) override {
    const auto frames = static_cast<sf_count_t>(interleaved.size()) / channels_;
    return static_cast<std::size_t>(sf_readf_float(handle_.get(), interleaved.data(), frames));
  }

 private:
  /// When frames are too short for the tag with the delay, neither LAME's delay nor that of
  /// decoders is removed.
  void skip_delay() {
    constexpr std::size_t delay_frames = 576 + 529;
    std::array<float, 2 * delay_frames> skipped{};
    read(std::span(skipped).first(delay_frames * static_cast<std::size_t>(channels_)));
  }

  int channels_;
  MemoryStream stream_;
  SndfileHandle handle_;
};

class Encoder final : public audio::LossyEncoder {
 public:
  explicit Encoder(const LossyFormat& format) : format_(format) {
    SF_INFO info = info_of(format);
    handle_ = open_sndfile(stream_, SFM_WRITE, info);
    set_level(handle_.get(), format);
  }

  void write(std::span<const float> interleaved) override {
    const auto size = static_cast<sf_count_t>(interleaved.size());
    sf_count_t written = 0;
    if (format_.codec == LossyCodec::gsm) {
      shorts_.resize(interleaved.size());
      audio::quantise(interleaved, shorts_);
      written = sf_write_short(handle_.get(), shorts_.data(), size);
    } else {
      written = sf_write_float(handle_.get(), interleaved.data(), size);
    }
    stream_.rethrow();
    frames_ += written / format_.channels;
    if (written == size) return;
    throw Error(Reason::internal, std::string("cannot encode: ") + sf_strerror(handle_.get()));
  }

  void finish() override {
    const int failure = sf_close(handle_.release());
    stream_.rethrow();
    if (failure == 0) return;
    throw Error(Reason::internal, std::string("cannot encode: ") + sf_error_number(failure));
  }

  [[nodiscard]] std::unique_ptr<audio::LossyDecoder> decoder() const override {
    return std::make_unique<Decoder>(format_, bytes_, frames_);
  }

 private:
  LossyFormat format_;
  std::shared_ptr<MemoryStream::Bytes> bytes_ = std::make_shared<MemoryStream::Bytes>();
  MemoryStream stream_{bytes_};
  SndfileHandle handle_;
  std::int64_t frames_ = 0;
  std::vector<std::int16_t> shorts_;
};

std::unique_ptr<audio::LossyEncoder> encoder(const LossyFormat& format) {
  return std::make_unique<Encoder>(format);
}

/// Whether libsndfile has a codec. A build may know a codec without having it, so this tries it.
bool has(LossyCodec codec) {
  constexpr int rate_of_all = 8000;
  try {
    const Encoder tried({codec, 1, rate_of_all, 32.0, 3.0});
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::string missing(LossyCodec codec) {
  static const std::array there{has(LossyCodec::gsm), has(LossyCodec::opus),
                                has(LossyCodec::vorbis), has(LossyCodec::mp3)};
  const auto place = static_cast<std::size_t>(codec);
  if (there.at(place)) return {};
  return "libsndfile " + sndfile_version() + " cannot encode " +
         std::string(audio::lossy_codec_names.at(place)) +
         "; install a version that was built with it (MP3 needs 1.1 or later)";
}

}  // namespace

const audio::LossyCodecs& lossy_codecs() {
  static constexpr audio::LossyCodecs codecs{missing, encoder};
  return codecs;
}

}  // namespace mpietl::io
