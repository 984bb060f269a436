#pragma once

#include <memory>
#include <utility>

#include "mpietl/audio/signal.hpp"

namespace mpietl::io {

/// What an audio file holds beside its format and its samples: texts (title, artist, copyright,
/// software, comment, date, album, license, track number, genre), the broadcast extension with its
/// coding history, the cart chunk, cue points, instrument and loops, and the places of channels;
/// beside them, chunks of RIFF and comments of FLAC and Ogg that libsndfile does not know, and the
/// names of what is known to be there and cannot be read.
///
/// AudioSource::metadata() reads it; an AudioSink writes as much of it as the format of the output
/// holds. Cheap to copy.
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

/// The metadata of a file of `out` whose frames stand where `map` says: places in time move with
/// them, and those outside of it are left out.
Metadata moved(const Metadata& metadata, const audio::TimeMap& map, const audio::Signal& out);

}  // namespace mpietl::io
