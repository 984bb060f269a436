#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/metadata.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

class OutputStream;

/// Memory for samples before encoding; one per thread, reused for all outputs.
struct EncodeBuffer {
  std::vector<std::int16_t> shorts;
  std::vector<std::int32_t> integers;
  std::vector<float> reals;
};

/// What is known about an output before it is written.
struct OutputPlan {
  audio::Signal signal{};    ///< space is reserved if the number of frames is exact
  std::uint32_t serial = 1;  ///< of the logical stream, in formats that number them (Ogg)
  Metadata metadata{};       ///< to be written, as far as the format supports it
};

/// What an encoder reports about a complete output.
struct OutputRecord {
  std::int64_t saturated = 0;  ///< samples beyond the range of an integer encoding
  std::int64_t padding = 0;    ///< frames that the file declares but were not written
  std::string warning{};       ///< names the metadata that was dropped; else empty
};

/// Encodes samples into the bytes of an audio file.
class AudioSink {
 public:
  AudioSink() = default;
  AudioSink(const AudioSink&) = delete;
  AudioSink& operator=(const AudioSink&) = delete;
  AudioSink(AudioSink&&) = delete;
  AudioSink& operator=(AudioSink&&) = delete;
  virtual ~AudioSink() = default;

  /// Appends frames, given as interleaved samples. Floating-point subtypes store the samples
  /// unchanged; integers are quantised by audio::quantise(). Throws Error(no_space, storage), and
  /// Error(format) when the samples exceed the format's largest size.
  virtual void write(std::span<const float> interleaved) = 0;

  /// Completes the header, and checks that all written frames can be read back.
  /// Throws Error(no_space, storage).
  virtual OutputRecord finish() = 0;
};

/// Begins a file of `format` in `stream`. Both `stream` and `buffer` are used until finish().
/// Throws Error(format) when this program cannot write the format, and as AudioSink::write().
std::unique_ptr<AudioSink> make_sink(OutputStream& stream, const StorageFormat& format,
                                     const OutputPlan& plan, EncodeBuffer& buffer);

}  // namespace mpietl::io
