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

/// Memory for samples on their way to an encoder; one a thread, kept from output to output.
struct EncodeBuffer {
  std::vector<std::int16_t> shorts;
  std::vector<std::int32_t> integers;
  std::vector<float> reals;
};

/// What is known of an output before it is written.
struct OutputPlan {
  audio::Signal signal{};    ///< room for exact frames is set aside
  std::uint32_t serial = 1;  ///< of the logical stream, in formats that number them (Ogg)
  Metadata metadata{};       ///< to be carried, as far as the format holds it
};

/// What an encoder tells of an output that is complete.
struct OutputRecord {
  std::int64_t saturated = 0;  ///< samples beyond the range of an integer encoding
  std::int64_t padding = 0;    ///< frames that the file declares beyond those written
  std::string warning{};       ///< metadata that is left out; else empty
};

/// Encodes samples as the bytes of an audio file.
class AudioSink {
 public:
  AudioSink() = default;
  AudioSink(const AudioSink&) = delete;
  AudioSink& operator=(const AudioSink&) = delete;
  AudioSink(AudioSink&&) = delete;
  AudioSink& operator=(AudioSink&&) = delete;
  virtual ~AudioSink() = default;

  /// Appends whole frames. Floating-point subtypes take the samples as they are; integers are
  /// quantised by audio::quantise(). Throws Error(no_space, storage), and Error(format) when there
  /// are more than the format can count.
  virtual void write(std::span<const float> interleaved) = 0;

  /// Completes the header, and checks that what was written can be read back with as many frames.
  /// Throws Error(no_space, storage).
  virtual OutputRecord finish() = 0;
};

/// Begins a file of `format` in `stream`, which is used until finish(), as `buffer` is. Throws
/// Error(format) when this program does not write the format, and as AudioSink::write().
std::unique_ptr<AudioSink> make_sink(OutputStream& stream, const StorageFormat& format,
                                     const OutputPlan& plan, EncodeBuffer& buffer);

}  // namespace mpietl::io
