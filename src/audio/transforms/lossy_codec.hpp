#pragma once

#include <memory>

#include "mpietl/audio/lossy_codec.hpp"
#include "mpietl/audio/registry.hpp"

namespace mpietl::audio {

/// The transform `codec` for a codec of a library: encodes a signal in memory, then decodes it.
/// Throws Error(usage) when the library lacks the codec, or the codec does not accept a parameter.
std::unique_ptr<const Transform> lossy_codec(LossyCodec codec, const Values& values);

}  // namespace mpietl::audio
