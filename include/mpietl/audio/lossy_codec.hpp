#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// The interface to a library of lossy codecs, for the transform `codec`. This module does not
// depend on such a library; the caller supplies it.
namespace mpietl::audio {

enum class LossyCodec : std::uint8_t { gsm, opus, vorbis, mp3 };

/// The names of LossyCodec's values, in order.
inline constexpr std::array<std::string_view, 4> lossy_codec_names{"gsm", "opus", "vorbis", "mp3"};

/// The settings of an encoder.
struct LossyFormat {
  LossyCodec codec = LossyCodec::opus;
  int channels = 1;  ///< 1 or 2; always 1 for GSM
  int sample_rate = 48000;
  double bitrate_kbps = 0.0;  ///< total of all channels, for Opus and MP3
  double quality = 0.0;       ///< for Vorbis: 0 to 10
};

/// Decodes a signal from its beginning.
class LossyDecoder {
 public:
  LossyDecoder() = default;
  LossyDecoder(const LossyDecoder&) = delete;
  LossyDecoder& operator=(const LossyDecoder&) = delete;
  LossyDecoder(LossyDecoder&&) = delete;
  LossyDecoder& operator=(LossyDecoder&&) = delete;
  virtual ~LossyDecoder() = default;

  /// Fills `interleaved` with the next frames and returns their number: fewer only at the end.
  virtual std::size_t read(std::span<float> interleaved) = 0;
};

/// Encodes a signal into memory.
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

  /// Ends the signal.
  virtual void finish() = 0;

  /// A decoder of the finished signal; its frame n is frame n of the written signal. It may outlive
  /// the encoder. There must be at least one frame.
  [[nodiscard]] virtual std::unique_ptr<LossyDecoder> decoder() const = 0;
};

/// The functions of a library of codecs.
struct LossyCodecs {
  /// Why the library lacks a codec; empty when it has it.
  std::string (*missing)(LossyCodec codec);

  /// Creates an encoder. Throws Error(internal) when the library refuses the format.
  std::unique_ptr<LossyEncoder> (*encoder)(const LossyFormat& format);
};

}  // namespace mpietl::audio
