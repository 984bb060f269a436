#pragma once

#include <string>

#include "io/audio/ffmpeg/libraries.hpp"
#include "mpietl/io/audio/stream_choice.hpp"

namespace mpietl::io {

/// The audio stream to read from a container.
struct ChosenStream {
  AVStream* stream = nullptr;
  std::string remark;  ///< other streams that may be meant; empty if there are none
};

/// Chooses the stream. Throws Error(format) with a list of all audio streams when none matches.
ChosenStream choose_stream(const AVFormatContext& container, const StreamChoice& choice);

}  // namespace mpietl::io
