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

/// What is known about a source before its samples are read.
struct SourceInfo {
  /// The frames are those that the header declares; exact when the file's size confirms them. There
  /// may be more, as in concatenated MP3 files, unless `ends_as_declared`.
  audio::Signal signal{};
  StorageFormat format{};
  std::int64_t bytes = 0;           ///< size of the file, or of a file with these samples
  std::int64_t likely_frames = -1;  ///< the declared frames, else a guess for plans; -1: none
  bool ends_as_declared = false;    ///< no frame follows the declared ones
  bool is_seek_exact = true;        ///< samples after a seek equal those of sequential reading
  std::string decoder{};            ///< library and version: "libsndfile 1.2.0"
};

/// A range of frames in a source.
struct Segment {
  std::int64_t first = 0;
  std::int64_t count = -1;  ///< -1: to the end
};

/// Returns the samples of a signal, from front to back.
class AudioSource {
 public:
  AudioSource() = default;
  AudioSource(const AudioSource&) = delete;
  AudioSource& operator=(const AudioSource&) = delete;
  AudioSource(AudioSource&&) = delete;
  AudioSource& operator=(AudioSource&&) = delete;
  virtual ~AudioSource() = default;

  [[nodiscard]] virtual const SourceInfo& info() const = 0;

  /// Fills `interleaved` with frames and returns how many were read; fewer only at the end.
  /// Integers of n bits are divided by 2^(n-1). Throws Error(storage) when the system fails.
  virtual std::size_t read(std::span<float> interleaved) = 0;

  /// Moves to a frame. The samples that follow are the same after each seek to that frame. If
  /// `is_seek_exact`, they equal those of sequential reading; otherwise they may differ by rounding
  /// of floats (MP3), by noise that the decoder generates (AAC), and by gaps in time stamps.
  /// Returns the frame that is read next: an earlier one, the end, when the source is shorter; -1
  /// when it cannot seek, and the position is unchanged.
  virtual std::int64_t seek(std::int64_t /*frame*/) { return -1; }

  /// The metadata of a segment; times count from its start.
  [[nodiscard]] virtual Metadata metadata(const Segment& /*segment*/) const { return {}; }
  [[nodiscard]] Metadata metadata() const { return metadata({}); }

  /// What is wrong with a source that can still be read, such as missing or skipped audio. Complete
  /// once read() has reached the end; empty if nothing is wrong.
  [[nodiscard]] virtual std::string warning() const { return {}; }
};

/// Opens a stream of the audio file at `path`. Throws Error(not_found, permission, storage) as the
/// system reports, and Error(format) when there is no such stream, or no readable audio.
std::unique_ptr<AudioSource> open_source(const std::string& path, const StreamChoice& stream = {});

/// The same for audio in a part of an open file.
std::unique_ptr<AudioSource> open_source(File file, const ByteRange& part,
                                         const StreamChoice& stream = {});

/// Opens several files as one signal, with the channels of all files in order. Throws as
/// open_source(), with the path before the text; and Error(format), here or in read(), when sample
/// rates or lengths differ.
std::unique_ptr<AudioSource> open_channels(const std::vector<std::string>& paths,
                                           const StreamChoice& stream = {});

/// The frames `range` of a source; both numbers are at least 0. Throws Error(format) when the
/// source ends before them; a source that ends within them gives a warning.
std::unique_ptr<AudioSource> range_source(std::unique_ptr<AudioSource> all, const Segment& range);

/// A tone of `tone.frames` frames, as if read from a file of `format`.
std::unique_ptr<AudioSource> tone_source(const audio::Tone& tone, int channels, int sample_rate,
                                         const StorageFormat& format);

/// A source of interleaved samples in memory, with `channels` per frame.
std::unique_ptr<AudioSource> memory_source(std::vector<float> samples, int channels,
                                           int sample_rate);

/// One channel of a source; channels count from 0. Throws Error(format) when there is none of that
/// number.
std::unique_ptr<AudioSource> channel_source(std::unique_ptr<AudioSource> all, int channel);

}  // namespace mpietl::io
