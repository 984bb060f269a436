#pragma once

#include <memory>

#include "mpietl/audio/lossy_codec.hpp"
#include "mpietl/audio/registry.hpp"

namespace mpietl::audio {

/// The transform `codec` for a codec that a library has: encodes a signal in memory, then decodes
/// it. Throws Error(usage) when the library has it not, or for what the codec does not take.
std::unique_ptr<const Transform> lossy_codec(LossyCodec codec, const Values& values);

}  // namespace mpietl::audio
