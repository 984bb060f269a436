#pragma once

#include <string>

#include "mpietl/audio/lossy_codec.hpp"

namespace mpietl::io {

/// The codecs of the loaded libsndfile, for the transform `codec`.
const audio::LossyCodecs& lossy_codecs();

/// Names the library that encodes and decodes: "libsndfile 1.2.0 with libopus.so.0.8.0".
std::string lossy_codec_version(audio::LossyCodec codec);

}  // namespace mpietl::io
