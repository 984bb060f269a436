#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "mpietl/io/audio/audio_format.hpp"
#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// Reads the samples of an audio file, front to back.
class SoundReader {
 public:
  /// Opens the audio file at `path`.
  /// Throws Error(not_found, permission, storage) as the system says, Error(format) when there is
  /// no audio that can be read.
  explicit SoundReader(const std::string& path);

  SoundReader(SoundReader&&) noexcept;
  SoundReader& operator=(SoundReader&&) noexcept;
  SoundReader(const SoundReader&) = delete;
  SoundReader& operator=(const SoundReader&) = delete;
  ~SoundReader();

  [[nodiscard]] const AudioFormat& format() const;

  /// Size of the file.
  [[nodiscard]] std::int64_t bytes() const;

  /// From here on the file is the part that begins at `offset_seconds` and lasts
  /// `duration_seconds` (below 0: to the end), or to the end of the file when that comes first.
  /// Before the first read(). Throws Error(format) when the part begins behind the end, and as
  /// read().
  void select(double offset_seconds, double duration_seconds);

  /// What the file tells beside its samples; with places in time counted from the selected part.
  [[nodiscard]] Metadata metadata() const;

  /// Frames that the header declares, of the selected part; -1 when it does not tell. There may be
  /// more, as in MP3 files that were joined.
  [[nodiscard]] std::int64_t frames() const;

  /// The same, or a guess where the header does not tell; -1 when there is none.
  [[nodiscard]] std::int64_t likely_frames() const;

  /// Whether the size of the file bears that number out, as it does for plain subtypes (PCM,
  /// float): what does not fit into the file is not in frames() then.
  [[nodiscard]] bool frames_are_there() const;

  /// Fills `interleaved` (whole frames) and returns the frames read: fewer only at the end.
  /// Integers of n bits are divided by 2^(n-1). Throws Error(storage) when the system fails.
  std::size_t read(std::span<float> interleaved);

  /// What is odd about the file although it can be read: how much of its audio is missing, or is
  /// left out. Complete when read() has reached the end; empty when all is well.
  [[nodiscard]] std::string warning() const;

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

/// What planning needs to know of an audio file.
struct Header {
  AudioFormat format;
  std::int64_t frames = -1;  ///< that it holds as far as its header tells; -1: not told
  std::int64_t bytes = 0;    ///< size of the file
};

/// The header of the audio file at `path`; throws as SoundReader.
Header read_header(const std::string& path);

}  // namespace mpietl::io
