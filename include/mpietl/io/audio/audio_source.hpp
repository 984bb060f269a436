#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/audio/tone.hpp"
#include "mpietl/io/audio/metadata.hpp"
#include "mpietl/io/audio/storage_format.hpp"
#include "mpietl/io/audio/stream_choice.hpp"
#include "mpietl/io/files/byte_range.hpp"

namespace mpietl {
class File;
}  // namespace mpietl

namespace mpietl::io {

/// What is known of a source before its samples are read.
struct SourceInfo {
  /// Its frames are those that a header declares, exact where the size of the file bears them out.
  /// There may be more, as in MP3 files that were joined, unless `ends_as_declared`.
  audio::Signal signal{};
  StorageFormat format{};
  std::int64_t bytes = 0;           ///< size of the file, or what its samples would take in one
  std::int64_t likely_frames = -1;  ///< the declared frames, else a guess for plans; -1: none
  bool ends_as_declared = false;    ///< no frame follows the declared ones
  bool is_seek_exact = true;        ///< samples are the same after a seek as when read on to
  std::string decoder{};            ///< library and version: "libsndfile 1.2.0"
};

/// Frames of a source.
struct Segment {
  std::int64_t first = 0;
  std::int64_t count = -1;  ///< -1: to the end
};

/// Gives the samples of a signal, front to back.
class AudioSource {
 public:
  AudioSource() = default;
  AudioSource(const AudioSource&) = delete;
  AudioSource& operator=(const AudioSource&) = delete;
  AudioSource(AudioSource&&) = delete;
  AudioSource& operator=(AudioSource&&) = delete;
  virtual ~AudioSource() = default;

  [[nodiscard]] virtual const SourceInfo& info() const = 0;

  /// Fills `interleaved` (whole frames) and returns the frames read: fewer only at the end.
  /// Integers of n bits are divided by 2^(n-1). Throws Error(storage) when the system fails.
  virtual std::size_t read(std::span<float> interleaved) = 0;

  /// Moves to a frame, wherever it was before. The same samples follow whenever it moves there: if
  /// `is_seek_exact`, those that follow when all before it were read. Else they may differ by the
  /// rounding of floats (MP3), by noise that the decoder makes up (AAC), and by gaps in time
  /// stamps. Returns the frame that is read next: an earlier one, the end, when the source ends
  /// before; -1 when it cannot seek, and nothing has moved.
  virtual std::int64_t seek(std::int64_t /*frame*/) { return -1; }

  /// What the source tells beside its samples, for a part of it: places in time count from there.
  [[nodiscard]] virtual Metadata metadata(const Segment& /*segment*/) const { return {}; }
  [[nodiscard]] Metadata metadata() const { return metadata({}); }

  /// What is odd about the source although it can be read: how much of its audio is missing, or is
  /// left out. Complete when read() has reached the end; empty when all is well.
  [[nodiscard]] virtual std::string warning() const { return {}; }
};

/// Opens a stream of the audio file at `path`. Throws Error(not_found, permission, storage) as the
/// system says, Error(format) when there is no such stream, or no audio that can be read.
std::unique_ptr<AudioSource> open_source(const std::string& path, const StreamChoice& stream = {});

/// The same for the audio in a part of an open file.
std::unique_ptr<AudioSource> open_source(File file, const ByteRange& part,
                                         const StreamChoice& stream = {});

/// Opens files whose channels, one file after the other, are those of one signal. Throws as
/// open_source(), with the path before the text; Error(format), here or when they are read, when
/// their sample rates or lengths differ.
std::unique_ptr<AudioSource> open_channels(const std::vector<std::string>& paths,
                                           const StreamChoice& stream = {});

/// A tone of `tone.frames` frames, as if it were read of a file of `format`.
std::unique_ptr<AudioSource> tone_source(const audio::Tone& tone, int channels, int sample_rate,
                                         const StorageFormat& format);

/// Interleaved samples in memory: whole frames of `channels`.
std::unique_ptr<AudioSource> memory_source(std::vector<float> samples, int channels,
                                           int sample_rate);

}  // namespace mpietl::io
