#pragma once

#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/audio/formats.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/io/audio/audio_sink.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/container.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "support/failure.hpp"

namespace mpietl::test {

inline std::vector<float> ramp(std::size_t count) {
  std::vector<float> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back(static_cast<float>(std::sin(static_cast<double>(i) * 0.05) * 0.8));
  }
  return samples;
}

/// The destination for `path`, in a folder that exists or is made below `root`.
inline Destination destination(const std::string& path, const std::string& root = {}) {
  return {path, TemporaryNames().temporary_path(path, "test"), root};
}

/// A format with channels and rate.
struct SoundFormat {
  io::StorageFormat storage;
  int channels = 1;
  int sample_rate = 8000;

  [[nodiscard]] audio::Signal signal(std::int64_t frames = -1) const {
    return {channels, sample_rate, frames};
  }
};

inline SoundFormat wav(const std::string& subtype, int channels, int sample_rate) {
  return {io::wav_format(subtype), channels, sample_rate};
}

inline SoundFormat format_of(const io::AudioSource& source) {
  const auto& info = source.info();
  return {info.format, info.signal.channels, info.signal.sample_rate};
}

inline bool operator==(const SoundFormat& a, const SoundFormat& b) {
  return a.storage == b.storage && a.channels == b.channels && a.sample_rate == b.sample_rate;
}

/// The properties of a written audio file.
struct Written {
  std::int64_t bytes = 0;
  Hash128 digest;
  std::int64_t saturated = 0;
  std::string warning;
};

/// Writes an audio file through a sink, with a buffer larger than a block.
class SoundWriter {
 public:
  SoundWriter(const std::string& path, const SoundFormat& format, io::OutputPlan plan = {})
      : container_(io::single_file(destination(path), tail_)) {
    plan.signal = format.signal(plan.signal.frames);
    const auto storage = io::with_room_for(format.storage, plan.signal);
    io::check_size(storage, io::plain_bytes(storage, plan.signal));
    sink_ = io::make_sink(container_->begin(path), storage, plan, buffer_);
  }

  void write(std::span<const float> samples) { sink_->write(samples); }

  Written finish() {
    const auto record = sink_->finish();
    const auto member = container_->end();
    container_->commit(Durability::cached);
    return {member.bytes, member.digest, record.saturated, record.warning};
  }

 private:
  std::vector<std::byte> tail_;
  io::EncodeBuffer buffer_;
  std::unique_ptr<io::Container> container_;
  std::unique_ptr<io::AudioSink> sink_;
};

inline Written write_sound(const std::string& path, const SoundFormat& format,
                           std::span<const float> samples) {
  SoundWriter writer(path, format);
  writer.write(samples);
  return writer.finish();
}

inline std::vector<float> read_sound(io::AudioSource& source) {
  std::vector<float> samples;
  const auto channels = static_cast<std::size_t>(source.info().signal.channels);
  std::vector<float> block(channels * 100);
  while (const auto frames = source.read(block)) {
    samples.insert(samples.end(), block.begin(),
                   block.begin() + static_cast<std::ptrdiff_t>(frames * channels));
  }
  return samples;
}

/// Why the file at `path` cannot be opened as audio; Error(internal) when it can.
inline Error refusal_of(const std::string& path) {
  return failure_of([&] { io::open_source(path); });
}

}  // namespace mpietl::test
