#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/io/audio/audio_format.hpp"
#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// Memory for what is on its way to a file; one a thread, kept from file to file.
struct EncodeBuffer {
  std::vector<std::int16_t> shorts;
  std::vector<std::int32_t> integers;
  std::vector<float> reals;
  std::vector<std::byte> tail;  ///< of a file, not stored yet
};

/// What is known of an audio file before it is written.
struct Planned {
  std::int64_t frames = -1;      ///< that will be written; -1: not known
  bool frames_are_sure = false;  ///< so that room for them may be set aside
  std::uint32_t serial = 1;      ///< of the logical stream, in formats that number them (Ogg)
  Metadata metadata{};           ///< to be carried, as far as the container holds it
};

/// What is known about an audio file that was written.
struct Written {
  std::int64_t bytes = 0;
  std::int64_t saturated = 0;  ///< samples beyond the range of an integer encoding
  std::int64_t padding = 0;    ///< frames that the container counts beyond those written
  Hash128 digest;              ///< of all bytes of the file
  std::string warning;         ///< metadata that is left out; else empty
};

/// Writes an audio file that appears under its name whole or not at all.
class SoundWriter {
 public:
  /// Begins the file for `destination` under its temporary name; `buffer` is used until finish(). A
  /// WAV file that would pass 4 GiB becomes RF64 (EBU Tech 3306). Throws Error(format) when
  /// libsndfile cannot write `format` or it has no room for as many frames, else as AtomicFile.
  SoundWriter(Destination destination, const AudioFormat& format, EncodeBuffer& buffer,
              const Planned& planned = {});

  SoundWriter(const SoundWriter&) = delete;
  SoundWriter& operator=(const SoundWriter&) = delete;
  SoundWriter(SoundWriter&&) = delete;
  SoundWriter& operator=(SoundWriter&&) = delete;
  ~SoundWriter();

  /// Appends whole frames. Floating-point subtypes take the samples as they are; integers are
  /// quantised by audio::quantise(). Throws Error(no_space, storage), and Error(format) when there
  /// are more than the container can count.
  void write(std::span<const float> interleaved);

  /// Completes the header, checks that what was written can be read back with as many frames,
  /// and gives the file its name. Throws Error(no_space, storage).
  Written finish(Durability durability = Durability::cached);

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

}  // namespace mpietl::io
