#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

/// Reads the samples of an audio file, front to back.
class SoundReader {
 public:
  /// Opens the audio file at `path`.
  /// Throws Error(not_found, permission, storage) as the system says, Error(format) when there is
  /// no audio that libsndfile reads.
  explicit SoundReader(const std::string& path);

  SoundReader(SoundReader&&) noexcept;
  SoundReader& operator=(SoundReader&&) noexcept;
  SoundReader(const SoundReader&) = delete;
  SoundReader& operator=(const SoundReader&) = delete;
  ~SoundReader();

  [[nodiscard]] const AudioFormat& format() const;

  /// Size of the file.
  [[nodiscard]] std::int64_t bytes() const;

  /// Frames that the header promises; -1 when it does not tell.
  [[nodiscard]] std::int64_t frames() const;

  /// Whether the size of the file bears that number out, as it does for plain subtypes (PCM,
  /// float): what does not fit into the file is not in frames() then.
  [[nodiscard]] bool frames_are_there() const;

  /// Fills `interleaved` (whole frames) and returns the frames read: fewer only at the end.
  /// Integers of n bits are divided by 2^(n-1). Throws Error(storage) when the system fails.
  std::size_t read(std::span<float> interleaved);

  /// What is odd about the file although it can be read: a header that promises more than is
  /// there. Complete when read() has reached the end; empty when all is well.
  [[nodiscard]] std::string warning() const;

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

}  // namespace mpietl::io
