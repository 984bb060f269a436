#pragma once

#include "mpietl/audio/transform.hpp"

// One function a transform, each in the file of its name; registry.cpp lists them.
namespace mpietl::audio {

TransformKind clip_kind();
TransformKind gaussian_noise_kind();

}  // namespace mpietl::audio
