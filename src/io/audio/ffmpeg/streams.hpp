#pragma once

#include <string>

#include "io/audio/ffmpeg/libraries.hpp"
#include "mpietl/io/audio/stream_choice.hpp"

namespace mpietl::io {

/// The audio stream of a container that is read.
struct ChosenStream {
  AVStream* stream = nullptr;
  std::string remark;  ///< what else could have been meant; empty when nothing
};

/// Chooses the stream. Throws Error(format) with a list of the audio streams when there is none
/// like that.
ChosenStream choose_stream(const AVFormatContext& container, const StreamChoice& choice);

}  // namespace mpietl::io
