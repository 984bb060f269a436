#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// Lossy codecs that a library has, for the transform `codec`: this module knows no such library and
// is given one.
namespace mpietl::audio {

enum class LossyCodec : std::uint8_t { gsm, opus, vorbis, mp3 };

/// Their names, in that order.
inline constexpr std::array<std::string_view, 4> lossy_codec_names{"gsm", "opus", "vorbis", "mp3"};

/// What an encoder is asked for.
struct LossyFormat {
  LossyCodec codec = LossyCodec::opus;
  int channels = 1;  ///< 1 or 2; 1 of GSM
  int sample_rate = 48000;
  double bitrate_kbps = 0.0;  ///< of all channels, of Opus and MP3
  double quality = 0.0;       ///< of Vorbis: 0 to 10
};

/// A signal that is decoded from its beginning.
class LossyDecoder {
 public:
  LossyDecoder() = default;
  LossyDecoder(const LossyDecoder&) = delete;
  LossyDecoder& operator=(const LossyDecoder&) = delete;
  LossyDecoder(LossyDecoder&&) = delete;
  LossyDecoder& operator=(LossyDecoder&&) = delete;
  virtual ~LossyDecoder() = default;

  /// Fills `interleaved` with the next frames and returns their number: less at the end only.
  virtual std::size_t read(std::span<float> interleaved) = 0;
};

/// A signal on its way into a codec's form, which stays in memory.
class LossyEncoder {
 public:
  LossyEncoder() = default;
  LossyEncoder(const LossyEncoder&) = delete;
  LossyEncoder& operator=(const LossyEncoder&) = delete;
  LossyEncoder(LossyEncoder&&) = delete;
  LossyEncoder& operator=(LossyEncoder&&) = delete;
  virtual ~LossyEncoder() = default;

  /// Takes the next frames: finite samples from -1 to 1.
  virtual void write(std::span<const float> interleaved) = 0;

  /// The signal is over.
  virtual void finish() = 0;

  /// A decoder of what was finished; frame n of it is frame n of what was written. It may outlive
  /// this. There must be at least one frame.
  [[nodiscard]] virtual std::unique_ptr<LossyDecoder> decoder() const = 0;
};

/// The library that encodes and decodes.
struct LossyCodecs {
  /// Why it has no such codec; empty when it has it.
  std::string (*missing)(LossyCodec codec);

  /// Throws Error(internal) when it refuses a format.
  std::unique_ptr<LossyEncoder> (*encoder)(const LossyFormat& format);
};

}  // namespace mpietl::audio
