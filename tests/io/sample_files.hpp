#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/io/audio/sound_reader.hpp"
#include "mpietl/io/audio/sound_writer.hpp"
#include "support/failure.hpp"

namespace mpietl::test {

inline std::vector<float> ramp(std::size_t count) {
  std::vector<float> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back(static_cast<float>(std::sin(static_cast<double>(i) * 0.05) * 0.8));
  }
  return samples;
}

/// For a file of `path`, in a folder that is there or is made below `root`.
inline Destination destination(const std::string& path, const std::string& root = {}) {
  return {path, TemporaryNames().beside(path, "test"), root};
}

inline io::Written write_sound(const std::string& path, const io::AudioFormat& format,
                               std::span<const float> samples) {
  io::EncodeBuffer buffer;
  io::SoundWriter writer(destination(path), format, buffer);
  writer.write(samples);
  return writer.finish();
}

inline std::vector<float> read_sound(io::SoundReader& reader) {
  std::vector<float> samples;
  const auto channels = static_cast<std::size_t>(reader.format().channels);
  std::vector<float> block(channels * 100);
  while (const auto frames = reader.read(block)) {
    samples.insert(samples.end(), block.begin(),
                   block.begin() + static_cast<std::ptrdiff_t>(frames * channels));
  }
  return samples;
}

/// Why the file at `path` cannot be opened as audio; Error(internal) when it can.
inline Error refusal_of(const std::string& path) {
  return failure_of([&] { io::SoundReader{path}; });
}

}  // namespace mpietl::test
