#pragma once

#include <memory>
#include <utility>

#include "mpietl/audio/signal.hpp"

namespace mpietl::io {

/// The metadata of an audio file: texts (title, artist, copyright, software, comment, date, album,
/// license, track number, genre), the broadcast extension with its coding history, the cart chunk,
/// cue points, instrument and loops, and channel positions; also RIFF chunks and comments of FLAC
/// and Ogg that libsndfile does not know, and the names of metadata that cannot be read.
///
/// AudioSource::metadata() reads it; an AudioSink writes as much of it as the output's format
/// supports. Cheap to copy.
class Metadata {
 public:
  struct Content;

  Metadata() = default;
  explicit Metadata(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

  [[nodiscard]] bool empty() const { return content_ == nullptr; }
  [[nodiscard]] const Content& content() const { return *content_; }

 private:
  std::shared_ptr<const Content> content_;
};

/// The metadata for an output with the signal `out`, whose frames `map` has moved. Times move
/// with the frames; those outside of the output are dropped.
Metadata moved(const Metadata& metadata, const audio::TimeMap& map, const audio::Signal& out);

}  // namespace mpietl::io
