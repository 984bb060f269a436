#include "audio/transforms/lossy_codec.hpp"

#include <algorithm>
#include <utility>

#include "audio/resampling/stage.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

namespace {

constexpr std::array gsm_rates{8000};
constexpr std::array opus_rates{8000, 12000, 16000, 24000, 48000};
constexpr std::array mp3_rates{8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
// Vorbis supports all rates between these.
constexpr int lowest_vorbis_rate = 8000;
constexpr int highest_vorbis_rate = 192'000;

/// The rates that a codec supports; none: any.
std::span<const int> rates_of(LossyCodec codec) {
  if (codec == LossyCodec::gsm) return gsm_rates;
  if (codec == LossyCodec::opus) return opus_rates;
  if (codec == LossyCodec::mp3) return mp3_rates;
  return {};
}

/// The nearest supported rate that is not below the signal's; else the highest.
int usual_rate(LossyCodec codec, int signal_rate) {
  const auto rates = rates_of(codec);
  if (rates.empty()) return std::clamp(signal_rate, lowest_vorbis_rate, highest_vorbis_rate);
  const auto found = std::ranges::lower_bound(rates, signal_rate);
  return found == rates.end() ? rates.back() : *found;
}

/// The settings of a codec, for all items.
struct LossySettings {
  const LossyCodecs* library;
  LossyCodec codec;
  std::optional<int> rate;
  std::optional<double> bitrate_kbps;
  std::optional<double> quality;

  [[nodiscard]] int rate_for(const Signal& in) const {
    return rate.value_or(usual_rate(codec, in.sample_rate));
  }

  /// Two channels share a stream, which codecs exploit. More channels have a stream each.
  [[nodiscard]] int channels_of_stream(int channels) const {
    return channels == 2 && codec != LossyCodec::gsm ? 2 : 1;
  }

  [[nodiscard]] LossyFormat format_for(const Signal& in) const {
    constexpr double usual_quality = 3.0;
    const int channels = channels_of_stream(in.channels);
    const double usual_kbps = codec == LossyCodec::opus ? 32.0 : 64.0;  // per channel
    const double of_channel = bitrate_kbps ? *bitrate_kbps / in.channels : usual_kbps;
    return {codec, channels, rate_for(in), of_channel * channels, quality.value_or(usual_quality)};
  }
};

/// A signal encoded by a codec, at the codec's rate.
class EncodedSignal final : public Meter {
 public:
  EncodedSignal(const Signal& in, const LossySettings& settings)
      : library_(*settings.library),
        format_(settings.format_for(in)),
        channels_(static_cast<std::size_t>(in.channels)),
        to_codec_{in.sample_rate, format_.sample_rate, true} {
    if (!to_codec_.is_same()) resampler_ = to_codec_.start(in.channels);
  }

  void add(const Block& piece) override {
    resampled_.clear();
    if (resampler_) {
      resampler_->process(piece, resampled_);
    } else {
      resampled_.assign(piece.samples.begin(), piece.samples.end());
    }
    encode();
  }

  void finish() override {
    resampled_.clear();
    if (resampler_) resampler_->finish(resampled_);
    encode();
    for (const auto& encoder : encoders_) encoder->finish();
  }

  [[nodiscard]] const Resampling& to_codec() const { return to_codec_; }

  [[nodiscard]] std::vector<std::unique_ptr<LossyDecoder>> decoders() const {
    std::vector<std::unique_ptr<LossyDecoder>> all;
    for (const auto& encoder : encoders_) all.push_back(encoder->decoder());
    return all;
  }

 private:
  /// Encoders are made at the first samples: many signals are only counted.
  void encode() {
    if (resampled_.empty()) return;
    const auto streams = channels_ / static_cast<std::size_t>(format_.channels);
    while (encoders_.size() < streams) encoders_.push_back(library_.encoder(format_));
    std::ranges::replace_if(
        resampled_, [](float x) { return x != x; }, 0.0F);
    clip(resampled_, -1.0F, 1.0F);
    if (encoders_.size() == 1) return encoders_.front()->write(resampled_);
    const auto frames = resampled_.size() / channels_;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      one_.resize(frames);
      for (std::size_t i = 0; i < frames; ++i) one_[i] = resampled_[i * channels_ + channel];
      encoders_[channel]->write(one_);
    }
  }

  const LossyCodecs& library_;
  LossyFormat format_;  // of each stream
  std::size_t channels_;
  Resampling to_codec_;
  std::unique_ptr<Stage> resampler_;
  std::vector<std::unique_ptr<LossyEncoder>> encoders_;  // one per stream
  std::vector<float> resampled_;
  std::vector<float> one_;  // one channel
};

/// Returns the decoded frame for each input frame.
class DecodingStage final : public Stage {
 public:
  DecodingStage(const Signal& in, const EncodedSignal& encoded)
      : frames_(in.frames),
        coded_frames_(encoded.to_codec().frames(in.frames)),
        channels_(static_cast<std::size_t>(in.channels)) {
    const auto& there = encoded.to_codec();
    if (in.frames > 0) decoders_ = encoded.decoders();
    if (!there.is_same()) resampler_ = Resampling{there.out, there.in, true}.start(in.channels);
  }

  [[nodiscard]] Order order() const override { return Order::in_sequence; }

  void process(const Block& block, std::vector<float>& out) override {
    due_ += static_cast<std::int64_t>(block.frames());
    while (made_ < std::min(due_, frames_)) decode(out);
  }

  void finish(std::vector<float>& out) override {
    while (made_ < frames_) decode(out);
  }

 private:
  void decode(std::vector<float>& out) {
    constexpr std::int64_t most = 4096;
    const auto count = std::min(most, coded_frames_ - decoded_frames_);
    read(static_cast<std::size_t>(count));
    decoded_frames_ += count;
    const auto before = out.size();
    if (!resampler_) {
      out.insert(out.end(), decoded_.begin(), decoded_.end());
    } else {
      const auto first = static_cast<std::uint64_t>(decoded_frames_ - count);
      resampler_->process({decoded_, first, static_cast<int>(channels_)}, out);
      if (decoded_frames_ == coded_frames_) resampler_->finish(out);
    }
    const auto made = static_cast<std::int64_t>((out.size() - before) / channels_);
    const auto kept = std::min(made, frames_ - made_);  // both conversions round frames up
    out.resize(before + static_cast<std::size_t>(kept) * channels_);
    made_ += kept;
  }

  /// Appends silence when a decoder ends early.
  void read(std::size_t frames) {
    decoded_.assign(frames * channels_, 0.0F);
    if (decoders_.size() == 1) {
      decoders_.front()->read(decoded_);
      return;
    }
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      one_.assign(frames, 0.0F);
      decoders_[channel]->read(one_);
      for (std::size_t i = 0; i < frames; ++i) decoded_[i * channels_ + channel] = one_[i];
    }
  }

  std::int64_t frames_;
  std::int64_t coded_frames_;  // at the codec's rate
  std::size_t channels_;
  std::vector<std::unique_ptr<LossyDecoder>> decoders_;  // one per stream
  std::unique_ptr<Stage> resampler_;
  std::int64_t due_ = 0;
  std::int64_t made_ = 0;
  std::int64_t decoded_frames_ = 0;
  std::vector<float> decoded_;
  std::vector<float> one_;  // one channel
};

/// One pass encodes the signal, and the next decodes it: only the encoded signal is ever completely
/// in memory.
class Lossy final : public MeteredTransform<EncodedSignal> {
 public:
  explicit Lossy(const LossySettings& settings) : settings_(settings) {}

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return std::make_unique<EncodedSignal>(in, settings_);
  }

 protected:
  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& in, const Stream& /*stream*/,
                                                  const EncodedSignal& measured) const override {
    return std::make_unique<DecodingStage>(in, measured);
  }

 private:
  LossySettings settings_;
};

std::string text_of(std::span<const int> numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Reason::usage, "transform codec: " + why);
}

void check_rate(LossyCodec codec, int rate) {
  const auto rates = rates_of(codec);
  const bool is_known = rates.empty() ? rate >= lowest_vorbis_rate && rate <= highest_vorbis_rate
                                      : std::ranges::find(rates, rate) != rates.end();
  if (is_known) return;
  const std::string name(lossy_codec_names[static_cast<std::size_t>(codec)]);
  refuse(name + " does not support " + std::to_string(rate) + " Hz, only " +
         (rates.empty()
              ? std::to_string(lowest_vorbis_rate) + " to " + std::to_string(highest_vorbis_rate)
              : text_of(rates)));
}

}  // namespace

std::unique_ptr<const Transform> lossy_codec(LossyCodec codec, const Values& values) {
  const auto* library = values.codecs();
  if (library == nullptr) refuse("this program has no library of codecs");
  if (const auto why = library->missing(codec); !why.empty()) refuse(why);
  const bool has_bitrate = codec == LossyCodec::opus || codec == LossyCodec::mp3;
  if (!has_bitrate && values.has("bitrate")) refuse("only opus and mp3 accept a bitrate");
  if (codec != LossyCodec::vorbis && values.has("quality")) refuse("only vorbis accepts a quality");
  LossySettings settings{
      library, codec, {}, values.optional("bitrate"), values.optional("quality")};
  if (values.has("rate")) {
    settings.rate = values.whole("rate");
    check_rate(codec, *settings.rate);
  }
  return std::make_unique<Lossy>(settings);
}

}  // namespace mpietl::audio
